package dev.skald.processor.library;

/** The variant that is not. */
record Hidden(String text) implements Secret {}
