package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.JournalWrite;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody outside wants of a run, and whose answer he waits for.
 *
 * @param input what
 * @param done completes with the decision when it is durable, also with one that refuses; or
 *     exceptionally with why it is not
 * @param answer makes what becomes durable together with the decision if a letter asked for it,
 *     {@code null} if none did
 */
record Command(
    Input input,
    CompletableFuture<Decision> done,
    @Nullable Function<Decision, JournalWrite.Answer> answer) {

  JournalWrite.@Nullable Answer answer(Decision decision) {
    return answer == null ? null : answer.apply(decision);
  }
}
