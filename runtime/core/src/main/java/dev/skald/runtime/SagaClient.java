package dev.skald.runtime;

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
}
