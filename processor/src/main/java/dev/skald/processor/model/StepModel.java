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
 * @param gate what it waits for after them
 * @param locks what the run locks before it
 * @param each the list it runs through
 * @param variants the variants of its result, if they decide what runs after it
 * @param ends the variants after which nothing runs, as written
 * @param effect what it leaves behind
 * @param afterPivot whether it may run when there is no way back
 * @param mode how it is called
 * @param pipelined whether others may run ahead of its record
 * @param runsAhead whether it may run ahead of others' records
 * @param rejects the exceptions that are a definite rejection
 * @param retry its policy, where it is not the default of its place
 * @param timeout its timeout
 * @param undo its undo
 */
public record StepModel(
    CallModel call,
    List<Edge> edges,
    GateModel gate,
    List<LockModel> locks,
    Optional<EachModel> each,
    List<JavaType.Declared> variants,
    List<JavaType> ends,
    Effect effect,
    boolean afterPivot,
    Mode mode,
    boolean pipelined,
    boolean runsAhead,
    List<JavaType> rejects,
    Optional<RetryModel> retry,
    Optional<Span> timeout,
    Optional<UndoModel> undo) {

  /** Copies the lists. */
  public StepModel {
    edges = List.copyOf(edges);
    locks = List.copyOf(locks);
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

  /** How a step is called. */
  public enum Mode {
    /** Until its outcome is known. */
    AT_LEAST_ONCE,
    /** Never a second time. */
    AT_MOST_ONCE,
    /** In the journal's transaction. */
    TRANSACTIONAL,
    /** It starts a run of another saga. */
    CHILD
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
