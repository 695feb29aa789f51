package dev.skald.processor.library;

/** A sealed type with a variant that nobody else can name. */
public sealed interface Secret permits Open, Hidden {}
