/**
 * The orchestrator process: the application that owns the saga. {@code WorkerMain} shows the whole
 * wiring, {@code Commands} everything that is done with an orchestrator.
 */
package dev.skald.samples.order.worker;
