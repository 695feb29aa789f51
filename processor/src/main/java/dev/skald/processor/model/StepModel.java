package dev.skald.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * A step of a valid saga.
 *
 * @param call the user's method
 * @param dependencies the steps it waits for, ascending
 * @param effect what it leaves behind
 * @param rejects the exceptions that are a definite rejection
 * @param retry its policy, where it is not the default of its place
 * @param timeout its timeout
 * @param undo its undo
 */
public record StepModel(
    CallModel call,
    List<Integer> dependencies,
    Effect effect,
    List<JavaType> rejects,
    Optional<RetryModel> retry,
    Optional<Span> timeout,
    Optional<UndoModel> undo) {

  /** Copies the lists. */
  public StepModel {
    dependencies = List.copyOf(dependencies);
    rejects = List.copyOf(rejects);
  }

  /** What a step leaves behind. */
  public enum Effect {
    /** Nothing: the step only reads. */
    NONE,
    /** Something that is undone, or made final by the pivot. */
    EFFECT,
    /** Something that knowingly stays. */
    IRREVERSIBLE
  }
}
