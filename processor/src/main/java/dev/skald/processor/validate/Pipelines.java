package dev.skald.processor.validate;

import dev.skald.processor.model.Edge;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.StepDraft;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which steps may be called ahead of which records. */
final class Pipelines {

  private final Wired saga;
  private final boolean any;
  private final Map<Integer, BitSet> lost = new HashMap<>();

  Pipelines(Wired saga) {
    this.saga = saga;
    this.any = saga.steps().stream().anyMatch(MethodDraft::pipelined);
  }

  /** Whether a step may be called before all it waits for is durable. */
  boolean runsAhead(int step) {
    return !mayBeLost(step).isEmpty();
  }

  /** The pipelined steps before a step whose records may be lost although it was called. */
  BitSet mayBeLost(int step) {
    BitSet known = lost.get(step);
    if (known == null) {
      known = any ? found(step) : new BitSet();
      lost.put(step, known);
    }
    return known;
  }

  private BitSet found(int step) {
    BitSet next = next(step);
    BitSet found = (BitSet) next.clone();
    next.stream().forEach(other -> found.or(mayBeLost(other)));
    withoutWhatIsDurable(step, found);
    return found;
  }

  /** Those that it waits for itself. */
  private BitSet next(int step) {
    BitSet found = new BitSet();
    if (barrier(step).isEmpty()) {
      saga.graph().dependencies(step).stream()
          .filter(other -> saga.step(other).pipelined())
          .forEach(found::set);
      withoutWhatIsDurable(step, found);
    }
    return found;
  }

  /** Records become durable in order: with a step that is not pipelined, all that it waited for. */
  private void withoutWhatIsDurable(int step, BitSet steps) {
    for (int other : saga.graph().dependencies(step)) {
      if (!saga.step(other).pipelined()) {
        for (int early = steps.nextSetBit(0); early >= 0; early = steps.nextSetBit(early + 1)) {
          if (saga.graph().isAncestor(early, other)) {
            steps.clear(early);
          }
        }
      }
    }
  }

  /** Why a step waits until everything before it is durable, whatever its undo takes. */
  Optional<String> barrier(int index) {
    return calledOtherwise(index).or(() -> waitsForMore(index));
  }

  /** Why it would not do to call the step again, or not to know that it was called. */
  Optional<String> calledOtherwise(int index) {
    MethodDraft step = saga.step(index);
    if (saga.pivots().isPivot(index)) {
      return Optional.of("is a pivot");
    }
    if (step.atMostOnce()) {
      return Optional.of("is atMostOnce");
    }
    if (step.transactional()) {
      return Optional.of("is transactional");
    }
    if (step.child().isPresent()) {
      return Optional.of("starts a child");
    }
    return step.isForEach() ? Optional.of("runs for each item of a list") : Optional.empty();
  }

  private Optional<String> waitsForMore(int index) {
    MethodDraft step = saga.step(index);
    if (step.step().flatMap(StepDraft::delay).isPresent()) {
      return Optional.of("has a delay");
    }
    if (!Signals.of(step).isEmpty()) {
      return Optional.of("waits for an event");
    }
    if (step.parameters().stream().anyMatch(parameter -> parameter.exclusive().isPresent())) {
      return Optional.of("takes a lock");
    }
    List<Edge> edges =
        Edges.of(saga.branches().waits(index), other -> saga.branches().implies(index, other));
    boolean always = edges.stream().allMatch(Edge.Required.class::isInstance);
    return always ? Optional.empty() : Optional.of("runs on a branch, or joins some");
  }
}
