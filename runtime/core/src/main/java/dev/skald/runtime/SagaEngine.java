package dev.skald.runtime;

import dev.skald.runtime.plan.SagaPlan;
import java.util.Optional;

/**
 * Runs sagas. One engine serves all sagas of a process and owns its journal; safe for use by any
 * thread.
 */
public interface SagaEngine extends AutoCloseable {

  /**
   * Makes a saga known. Called by generated orchestrators when they are constructed. Runs that a
   * former process left are adopted from then on, in the background.
   *
   * @param <S> the user's class
   * @param <I> the saga's input
   * @param <R> the saga's result
   * @param plan the saga's plan
   * @param saga the object whose methods are called, by many threads at once
   * @return what starts and finds runs
   * @throws IllegalStateException if another plan of the same name and version is registered
   * @throws EngineClosedException if the engine is closed
   */
  <S, I, R> SagaClient<I, R> register(SagaPlan<S> plan, S saga);

  /**
   * Looks at a run of any saga.
   *
   * @param saga the saga's name
   * @param key the run's business key
   * @return the run as far as it is durable, or empty if there is none
   * @throws JournalException if the journal cannot be read
   */
  Optional<RunView> find(String saga, String key);

  /**
   * Lists runs, newest first.
   *
   * @param query which
   * @return one page
   * @throws JournalException if the journal cannot be read
   */
  RunPage runs(RunQuery query);

  /**
   * Stops taking starts, waits up to the configured grace time for steps under way, makes their
   * results durable, and closes the journal. Runs that are not at their end go on in the next
   * engine on the same journal. Idempotent; waits on the calling thread.
   */
  @Override
  void close();
}
