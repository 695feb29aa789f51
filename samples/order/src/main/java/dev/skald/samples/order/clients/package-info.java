/**
 * Clients of the four services on the JDK's HTTP client. They sort what can happen to a call into
 * what a saga has to tell apart: a value, a declared exception (declined, no effect), and any other
 * exception (unknown).
 */
package dev.skald.samples.order.clients;
