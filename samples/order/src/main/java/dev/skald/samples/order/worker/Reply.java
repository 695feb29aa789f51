package dev.skald.samples.order.worker;

import java.util.Optional;

/**
 * What the worker answers, one line of its standard output.
 *
 * @param run the run after the command
 * @param problem why there is none
 */
public record Reply(Optional<RunReport> run, String problem) {}
