package dev.skald.runtime.engine;

import dev.skald.runtime.AwaitInterruptedException;
import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SkaldException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A run, for those who wait for it.
 *
 * @param <R> the saga's result
 */
final class Handle<R> implements SagaHandle<R> {

  private final Engine engine;
  private final RunKey key;

  Handle(Engine engine, RunKey key) {
    this.engine = engine;
    this.key = key;
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
    CompletableFuture<Rest> rest = engine.rest(key);
    try {
      return rest.get(timeout.toNanos(), TimeUnit.NANOSECONDS).outcome();
    } catch (TimeoutException e) {
      throw new AwaitTimeoutException(
          "The run " + key + " did not come to rest within " + timeout + "; it goes on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwaitInterruptedException("Interrupted while waiting for " + key, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SkaldException expected
          ? expected
          : new IllegalStateException("Waiting for " + key + " failed", e.getCause());
    }
  }

  @Override
  public CompletionStage<SagaOutcome<R>> outcome() {
    return engine
        .rest(key)
        .thenApplyAsync(Rest::<R>outcome, engine::execute)
        .minimalCompletionStage();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
