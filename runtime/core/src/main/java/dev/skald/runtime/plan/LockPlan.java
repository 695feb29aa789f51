package dev.skald.runtime.plan;

import java.util.function.Function;

/**
 * A lock that a run takes before a step.
 *
 * @param name the lock's name, shared by all sagas of a journal
 * @param key reads the key, or an iterable of keys, from what the run knows; pure
 */
public record LockPlan(String name, Function<Call, Object> key) {}
