package dev.skald.runtime;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A run that exists durably. Safe for use by any thread; holds no resources.
 *
 * @param <R> the saga's result
 */
public interface SagaHandle<R> {

  /**
   * The saga's durable name.
   *
   * @return the name
   */
  String saga();

  /**
   * The run's business key.
   *
   * @return the key
   */
  String key();

  /**
   * Waits until the run comes to rest, and no longer than the given time. What is told is durable.
   * A wait that runs out changes nothing in the run.
   *
   * @param timeout the longest wait
   * @return how the run came to rest
   * @throws AwaitTimeoutException if it did not in time
   * @throws AwaitInterruptedException if the thread was interrupted; its interrupt flag is set
   * @throws SagaResultException if the run completed but its {@code @Returns} method threw
   */
  SagaOutcome<R> await(Duration timeout);

  /**
   * The same without a waiting thread. The stage completes on a thread of the engine, so what
   * follows must not block. It is never cancelled or completed by callers.
   *
   * @return a stage of how the run came to rest, or exceptionally of an {@link
   *     EngineClosedException} if the engine closed first
   */
  CompletionStage<SagaOutcome<R>> outcome();
}
