package dev.skald.proof;

/**
 * What the witness answers to an effect.
 *
 * @param key the idempotency key of the step whose effect it is
 * @param number counts all effects of the witness, so no two have one number
 */
record Receipt(String key, long number) {}
