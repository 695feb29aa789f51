package dev.skald.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run came to rest.
 *
 * @param <R> the saga's result
 */
public sealed interface SagaOutcome<R> {

  /**
   * Every step succeeded.
   *
   * @param value the saga's result; {@code null} only for a saga without one
   * @param <R> the saga's result
   */
  record Completed<R>(@Nullable R value) implements SagaOutcome<R> {
    /** For people: sensitive components of the result are dots. */
    @Override
    public String toString() {
      return "Completed[value=" + Shown.text(value) + "]";
    }
  }

  /**
   * The run turned back, and every required undo is confirmed.
   *
   * @param cause why it turned back
   * @param <R> the saga's result
   */
  record Compensated<R>(Failure cause) implements SagaOutcome<R> {}

  /**
   * The run cannot go on without a person. It is not at its end: after an operator's decision it
   * goes on, and {@link SagaHandle#await} may be called again.
   *
   * @param cause what it is stuck at
   * @param remaining the steps whose effect or undo is still open
   * @param <R> the saga's result
   */
  record Stuck<R>(Failure cause, List<String> remaining) implements SagaOutcome<R> {
    /** Copies the list. */
    public Stuck {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * An operator ended the run.
   *
   * @param cause the operator's reason
   * @param remaining the steps whose effect stays
   * @param <R> the saga's result
   */
  record Abandoned<R>(Failure cause, List<String> remaining) implements SagaOutcome<R> {
    /** Copies the list. */
    public Abandoned {
      remaining = List.copyOf(remaining);
    }
  }
}
