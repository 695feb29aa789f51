package dev.skald.processor.model;

import java.util.Optional;

/**
 * The undo of a step.
 *
 * @param call the user's method
 * @param needs what must be known of the step before it can run
 * @param retry its policy, where it is not the default
 * @param timeout its timeout
 */
public record UndoModel(
    CallModel call, Needs needs, Optional<RetryModel> retry, Optional<Span> timeout) {

  /** What an undo takes of its own step. */
  public enum Needs {
    /** The result. */
    RESULT,
    /** The outcome, known or not. */
    OUTCOME,
    /** Nothing. */
    NOTHING
  }
}
