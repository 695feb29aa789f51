package dev.skald.processor.model;

/**
 * How a step runs through a list.
 *
 * @param source where the list comes from
 * @param item the type of its items
 * @param concurrency how many items may be under way at a time
 */
public record EachModel(ListSource source, JavaType item, int concurrency) {}
