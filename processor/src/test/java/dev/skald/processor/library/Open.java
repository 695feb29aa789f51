package dev.skald.processor.library;

/** The variant that is public. */
public record Open(String text) implements Secret {}
