package dev.skald.processor.validate;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The points of no return: the steps that say so, and on a path without such a step its single last
 * one, if it has an effect that is neither undone nor irreversible. It is the single last one if
 * every other step that nobody waits for excludes it.
 */
final class Pivots {

  private final Wired saga;
  private final List<Integer> written;
  private final List<Integer> all;
  private final BitSet beside = new BitSet();

  Pivots(Wired saga) {
    this.saga = saga;
    this.written = steps().filter(step -> saga.step(step).pivot().isPresent()).boxed().toList();
    this.all = steps().filter(step -> written.contains(step) || isByItself(step)).boxed().toList();
    steps().filter(step -> passed(step).isPresent()).forEach(beside::set);
  }

  List<Integer> all() {
    return all;
  }

  boolean isPivot(int step) {
    return all.contains(step);
  }

  /**
   * Whether a step may run when there is no way back: it shares a run with a pivot that does not
   * wait for it, or waits for a step that does.
   */
  boolean isAfter(int step) {
    return !isPivot(step) && after(step).isPresent();
  }

  /** Whether a step may run in a run that has no pivot at all. */
  boolean mayLack(int step) {
    Branches branches = saga.branches();
    Condition some = branches.condition(new Binding.OneOf(all));
    return !branches.implies(branches.condition(step), some);
  }

  /** The pivot that may have been passed when a step runs. */
  Optional<Integer> before(int step) {
    return after(step).flatMap(this::passed);
  }

  /** The pivots that a step may share a run with. */
  List<Integer> on(int step) {
    return all.stream().filter(pivot -> !saga.branches().exclusive(step, pivot)).toList();
  }

  /** The step itself, or one that it waits for, that may run when a pivot has been passed. */
  Optional<Integer> after(int step) {
    return beside.get(step)
        ? Optional.of(step)
        : beside.stream().filter(other -> saga.graph().isAncestor(other, step)).boxed().findFirst();
  }

  private Optional<Integer> passed(int step) {
    return isPivot(step)
        ? Optional.empty()
        : on(step).stream().filter(pivot -> !saga.graph().isAncestor(step, pivot)).findFirst();
  }

  private boolean isByItself(int step) {
    List<Integer> sinks = saga.graph().sinks();
    return sinks.contains(step)
        && saga.needsUndo(step)
        && written.stream().allMatch(pivot -> saga.branches().exclusive(step, pivot))
        && sinks.stream().allMatch(s -> s == step || saga.branches().exclusive(step, s));
  }

  private IntStream steps() {
    return IntStream.range(0, saga.steps().size());
  }
}
