package dev.skald.runtime.engine;

/**
 * Tells a copy of a run that another node goes on with it.
 *
 * @param atOnce whether it has done so already; otherwise the copy goes once all it decided is
 *     durable
 */
record Parting(boolean atOnce) {}
