package dev.skald.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A step of a valid saga.
 *
 * @param call the user's method
 * @param edges what it needs of the steps it waits for
 * @param variants the variants of its result, if they decide what runs after it
 * @param ends the variants after which nothing runs, as written
 * @param effect what it leaves behind
 * @param afterPivot whether it may run when there is no way back
 * @param rejects the exceptions that are a definite rejection
 * @param retry its policy, where it is not the default of its place
 * @param timeout its timeout
 * @param undo its undo
 */
public record StepModel(
    CallModel call,
    List<Edge> edges,
    List<JavaType.Declared> variants,
    List<JavaType> ends,
    Effect effect,
    boolean afterPivot,
    List<JavaType> rejects,
    Optional<RetryModel> retry,
    Optional<Span> timeout,
    Optional<UndoModel> undo) {

  /** Copies the lists. */
  public StepModel {
    edges = List.copyOf(edges);
    variants = List.copyOf(variants);
    ends = List.copyOf(ends);
    rejects = List.copyOf(rejects);
  }

  /**
   * The steps it waits for.
   *
   * @return their indexes, ascending
   */
  public SortedSet<Integer> dependencies() {
    SortedSet<Integer> steps = new TreeSet<>();
    edges.forEach(edge -> steps.addAll(edge.steps()));
    return steps;
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
