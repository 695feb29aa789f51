package dev.skald.runtime.support;

import dev.skald.runtime.RunOperator;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
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

  /**
   * Brings an external event to a run. When it returns, the event is durable.
   *
   * @param <T> the event's type
   * @param signal the signal
   * @param key the run's business key
   * @param eventId tells events apart, so that one that is brought twice counts once; not blank, at
   *     most 255 characters
   * @param event the event
   * @return what became of it
   * @throws dev.skald.runtime.UnknownRunException if there is no run of that key
   * @throws dev.skald.runtime.PayloadException if the event cannot be journaled
   * @throws dev.skald.runtime.JournalException if it could not be made durable; it may still have
   *     been, so repeat it with the same id
   */
  protected final <T> SignalReceipt signal(
      SignalRef<T> signal, String key, String eventId, T event) {
    return client.signal(signal, key, eventId, event);
  }
}
