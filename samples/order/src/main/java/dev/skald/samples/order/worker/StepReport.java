package dev.skald.samples.order.worker;

import dev.skald.runtime.StepState;

/**
 * One step of a run, as its journal tells it.
 *
 * @param name the step
 * @param state its state
 * @param failure its last failure, empty for none
 */
public record StepReport(String name, StepState state, String failure) {}
