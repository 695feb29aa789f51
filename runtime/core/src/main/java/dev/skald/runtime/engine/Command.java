package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Input;
import java.util.concurrent.CompletableFuture;

/**
 * An operator's verb on its way.
 *
 * @param input the verb
 * @param done completes when it is durable, or exceptionally with why it is not
 */
record Command(Input.Operate input, CompletableFuture<Void> done) {}
