package dev.skald;

/**
 * What is known of a step when its undo runs. Taken by an undo that can also undo a step whose
 * outcome is unknown; see {@link Compensate}.
 *
 * @param <T> the step's result; {@link Void} for a step without one
 */
public sealed interface Outcome<T> permits Outcome.Succeeded, Outcome.Unknown {

  /**
   * The idempotency key the step was called with: what to name to the service where there is no
   * result to name.
   *
   * @return the key, never {@code null}
   */
  String key();

  /**
   * The step succeeded.
   *
   * @param key the idempotency key the step was called with
   * @param value the step's result; {@code null} only for a step without one
   * @param <T> the step's result
   */
  record Succeeded<T>(String key, T value) implements Outcome<T> {}

  /**
   * The step may have succeeded, or may never have reached its service: the undo must cope with
   * both.
   *
   * @param key the idempotency key the step was called with
   * @param <T> the step's result
   */
  record Unknown<T>(String key) implements Outcome<T> {}
}
