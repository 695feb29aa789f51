package dev.skald.samples.order.worker;

import dev.skald.samples.order.wire.ServiceAddresses;

/**
 * What the worker is told first.
 *
 * @param journal the file of its journal, or the JDBC URL of a PostgreSQL database
 * @param services where the services are
 */
public record WorkerConfig(String journal, ServiceAddresses services) {}
