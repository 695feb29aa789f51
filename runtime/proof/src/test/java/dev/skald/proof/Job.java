package dev.skald.proof;

/**
 * The input of every saga here.
 *
 * @param name what to do; the run's business key, so that a mix-up of inputs is seen
 */
record Job(String name) {}
