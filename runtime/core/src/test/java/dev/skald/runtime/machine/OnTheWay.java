package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Decisions on their way to the journal. Calls wait until theirs is durable, but for those that the
 * machine lets run ahead. In plans without a pipelined step nothing takes any time.
 */
final class OnTheWay {

  /** A decision, the calls it asks for that are made already, and those that wait. */
  private record Written(Decision decision, List<Call> made, List<Call> waiting) {}

  private final SagaPlan<?> plan;
  private final boolean slow;
  private final SplittableRandom random;
  private final Exercised exercised;
  private final Deque<Written> written = new ArrayDeque<>();
  private SagaState durable;

  OnTheWay(SagaPlan<?> plan, Script script, Exercised exercised) {
    this.plan = plan;
    this.slow = plan.isPipelined() && script.order() != 0;
    this.random = new SplittableRandom(script.order());
    this.exercised = exercised;
    this.durable = SagaState.initial(plan);
  }

  boolean isBusy() {
    return !written.isEmpty();
  }

  /** Answers the calls that are made at once. */
  List<Call> take(Decision decision) {
    boolean records = decision.events().stream().anyMatch(event -> event.kind().durable());
    if (!slow || !records && written.isEmpty()) {
      durable = decision.state();
      return decision.calls();
    }
    boolean mayOvertake =
        SagaMachine.mayBeOvertaken(decision)
            && written.stream().map(Written::decision).allMatch(SagaMachine::mayBeOvertaken);
    Map<Boolean, List<Call>> calls =
        decision.calls().stream()
            .collect(
                Collectors.partitioningBy(
                    call -> mayOvertake && SagaMachine.mayRunAhead(plan, durable, call)));
    exercised.add("called ahead", calls.get(true).size());
    written.add(new Written(decision, calls.get(true), calls.get(false)));
    return calls.get(true);
  }

  /** The calls that were made although their decisions are not durable. */
  List<Call> madeAhead() {
    return written.stream().flatMap(one -> one.made().stream()).toList();
  }

  /** Whether the next decision becomes durable now: at the latest when all wait for it. */
  boolean arrives(RunState status, boolean callsAreAwaited) {
    return isBusy() && (status.isEnd() || !callsAreAwaited || random.nextInt(4) == 0);
  }

  /** The next decision is durable: what waited for it. */
  List<Call> next() {
    Written first = written.remove();
    durable = first.decision().state();
    return first.waiting();
  }

  /** The process dies: some of the decisions have become durable. Answers how many have not. */
  int lose() {
    int lost = random.nextInt(written.size() + 1);
    exercised.add("decisions lost", lost);
    written.clear();
    return lost;
  }
}
