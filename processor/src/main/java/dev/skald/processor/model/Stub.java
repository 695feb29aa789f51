package dev.skald.processor.model;

/**
 * The face of a saga that has errors, so that its callers compile and javac shows only the errors
 * themselves.
 *
 * @param signature what callers see, as far as it is known
 */
public record Stub(Signature signature) implements Product {}
