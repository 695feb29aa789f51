package dev.skald.runtime;

import dev.skald.runtime.plan.SignalRef;
import java.util.Optional;

/**
 * Starts and finds runs of one saga; what generated orchestrators are thin covers of. Safe for use
 * by any thread.
 *
 * @param <I> the saga's input
 * @param <R> the saga's result
 */
public interface SagaClient<I, R> {

  /**
   * Starts a run, or finds the one that was started with the same key and input. When it returns,
   * the run is durable and will come to its end whatever happens to this process.
   *
   * @param key the business key, 1 to 255 characters
   * @param input the input
   * @return the run
   * @throws InvalidKeyException if the key is empty, too long, or has a control character
   * @throws KeyConflictException if the key is taken by a run with another input
   * @throws PayloadException if the input cannot be journaled; nothing was written
   * @throws OverloadedException if too many commits are queued; nothing was written
   * @throws JournalException if it could not be made durable; it may still have been, so repeat it
   *     with the same key
   * @throws EngineClosedException if the engine is closed
   */
  SagaHandle<R> start(String key, I input);

  /**
   * Looks at a run.
   *
   * @param key the run's business key
   * @return the run as far as it is durable, or empty if there is none
   * @throws JournalException if the journal cannot be read
   */
  Optional<RunView> find(String key);

  /**
   * Takes up a run that was started before, perhaps by another process.
   *
   * @param key the run's business key
   * @return the run, or empty if there is none
   * @throws JournalException if the journal cannot be read
   */
  Optional<SagaHandle<R>> handle(String key);

  /**
   * What a person may do with a run.
   *
   * @param key the run's business key
   * @param operator who decides, as journaled; not blank, at most 255 characters
   * @return the verbs
   */
  RunOperator operate(String key, String operator);

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
   * @throws UnknownRunException if there is no run of that key
   * @throws PayloadException if the event cannot be journaled
   * @throws JournalException if it could not be made durable; it may still have been, so repeat it
   *     with the same id
   */
  <T> SignalReceipt signal(SignalRef<T> signal, String key, String eventId, T event);
}
