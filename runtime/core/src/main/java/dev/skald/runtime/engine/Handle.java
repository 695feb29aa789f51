package dev.skald.runtime.engine;

import dev.skald.runtime.AwaitInterruptedException;
import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SkaldException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A run, for those who wait for it.
 *
 * @param <R> the saga's result
 */
final class Handle<R> implements SagaHandle<R> {

  private final Engine engine;
  private final RunKey key;
  private final @Nullable Run run;

  /**
   * Makes a handle.
   *
   * @param run the copy of the run that its start made: tells how the run came to rest without
   *     reading the journal; {@code null} if there is none
   */
  Handle(Engine engine, RunKey key, @Nullable Run run) {
    this.engine = engine;
    this.key = key;
    this.run = run;
  }

  @Override
  public String saga() {
    return key.saga();
  }

  @Override
  public String key() {
    return key.key();
  }

  @Override
  public SagaOutcome<R> await(Duration timeout) {
    CompletableFuture<Rest> rest = engine.rest(key, run);
    try {
      if (!engine.await(rest, timeout)) {
        engine.leave(key, rest);
        throw new AwaitTimeoutException(
            "The run " + key + " did not come to rest within " + timeout + "; it goes on");
      }
      return rest.join().outcome();
    } catch (InterruptedException e) {
      engine.leave(key, rest);
      Thread.currentThread().interrupt();
      throw new AwaitInterruptedException("Interrupted while waiting for " + key, e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof SkaldException expected
          ? expected
          : new IllegalStateException("Waiting for " + key + " failed", e.getCause());
    }
  }

  @Override
  public CompletionStage<SagaOutcome<R>> outcome() {
    return engine
        .rest(key, run)
        .thenApplyAsync(Rest::<R>outcome, engine::execute)
        .minimalCompletionStage();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
