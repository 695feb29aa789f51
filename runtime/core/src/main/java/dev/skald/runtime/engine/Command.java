package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.Input;
import java.util.concurrent.CompletableFuture;

/**
 * Something that somebody outside wants of a run, and whose answer he waits for.
 *
 * @param input what
 * @param done completes with the decision when it is durable, also with one that refuses; or
 *     exceptionally with why it is not
 */
record Command(Input input, CompletableFuture<Decision> done) {}
