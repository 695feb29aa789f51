package dev.skald.runtime.support;

import dev.skald.runtime.RunOperator;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.plan.SagaPlan;
import java.util.Optional;

/**
 * The base of generated orchestrators: whatever does not vary from saga to saga. Safe for use by
 * any thread.
 *
 * @param <I> the saga's input
 * @param <R> the saga's result, {@link Void} for none
 * @param <V> the generated view
 */
public abstract class Orchestrator<I, R, V extends SagaView> {

  private final SagaClient<I, R> client;

  /**
   * Makes the saga known to the engine.
   *
   * @param <S> the user's class
   * @param engine the engine
   * @param plan the saga's plan
   * @param saga the object whose methods are called
   */
  protected <S> Orchestrator(SagaEngine engine, SagaPlan<S> plan, S saga) {
    this.client = engine.register(plan, saga);
  }

  /**
   * Covers a run with the generated view.
   *
   * @param run the run
   * @return the view
   */
  protected abstract V view(RunView run);

  /**
   * Starts a run, or finds the one that was started with the same key and input. When it returns,
   * the run is durable and will come to its end whatever happens to this process.
   *
   * @param key the business key, 1 to 255 characters
   * @param input the input
   * @return the run
   * @throws dev.skald.runtime.InvalidKeyException if the key is empty, too long, or has a control
   *     character
   * @throws dev.skald.runtime.KeyConflictException if the key is taken by a run with another input
   * @throws dev.skald.runtime.PayloadException if the input cannot be journaled; nothing was
   *     written
   * @throws dev.skald.runtime.OverloadedException if too many commits are queued; nothing was
   *     written
   * @throws dev.skald.runtime.JournalException if it could not be made durable; it may still have
   *     been, so repeat it with the same key
   */
  public SagaHandle<R> start(String key, I input) {
    return client.start(key, input);
  }

  /**
   * Looks at a run.
   *
   * @param key the run's business key
   * @return the run as far as it is durable, or empty if there is none
   */
  public final Optional<V> find(String key) {
    return client.find(key).map(this::view);
  }

  /**
   * Takes up a run that was started before, perhaps by another process.
   *
   * @param key the run's business key
   * @return the run, or empty if there is none
   */
  public final Optional<SagaHandle<R>> handle(String key) {
    return client.handle(key);
  }

  /**
   * What a person may do with a run.
   *
   * @param key the run's business key
   * @param operator who decides, as journaled; not blank, at most 255 characters
   * @return the verbs
   */
  public final RunOperator operate(String key, String operator) {
    return client.operate(key, operator);
  }
}
