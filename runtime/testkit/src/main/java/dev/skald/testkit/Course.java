package dev.skald.testkit;

import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.support.Orchestrator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One scenario as it is carried out.
 *
 * @param <O> the saga's orchestrator
 * @param name for people
 * @param key the key of the run
 * @param start starts the run of that key
 * @param actions what is done to it then
 */
record Course<O extends Orchestrator<?, ?, ?>>(
    String name,
    String key,
    BiFunction<O, String, SagaHandle<?>> start,
    List<Scenario.Action<O>> actions) {}
