package dev.skald.testkit;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one invariant: each effect ends confirmed, undone or escalated; it is never undone before it
 * could exist, and never done twice under two keys. What follows from it and is not so is an {@link
 * AssertionError}.
 */
final class Verdict {

  private final Trial<?, ?> trial;
  private final SagaPlan<?> plan;
  private final @Nullable Faultless faultless;

  /**
   * Makes the judge of a trial.
   *
   * @param faultless the same scenario without a fault, {@code null} if this is it
   */
  Verdict(Trial<?, ?> trial, @Nullable Faultless faultless) {
    this.trial = trial;
    this.plan = trial.plan();
    this.faultless = faultless;
  }

  void judge() {
    requireHope();
    if (trial.state() == RunState.STUCK) {
      requireMended(requireEscalated());
    }
    requireRest();
    requireOneKeyEach();
    requireNoUndoOfNothing();
    switch (trial.state()) {
      case COMPLETED -> requireConfirmed();
      case COMPENSATED -> requireUndone();
      default -> {
        // Escalated for good: what is open is named, and a person decides.
      }
    }
  }

  private void requireHope() {
    String hopeless = trial.injection().hopeless();
    require(hopeless == null, hopeless + ". The run never comes to rest");
  }

  /** Stuck is right if the run says at which step. */
  private StepPlan<?> requireEscalated() {
    String named = trial.view().cause().map(Failure::step).orElse("");
    StepPlan<?> step = plan.find(named).orElse(null);
    if (step == null) {
      throw wrong("The run is stuck, and names no step for it");
    }
    return step;
  }

  /** Nothing is done to the run any more, so it goes on; what is called once at most cannot. */
  private void requireMended(StepPlan<?> step) {
    boolean takenUp = trial.retry();
    requireHope();
    boolean right =
        takenUp ? trial.state() != RunState.STUCK : step.mode() == StepPlan.Mode.AT_MOST_ONCE;
    require(
        right,
        "The run was stuck at "
            + step.name()
            + ", was taken up again with nothing done to it any more, and is stuck again");
  }

  private void requireRest() {
    RunView run = trial.view();
    RunState state = run.state();
    require(
        state.isEnd() || state == RunState.STUCK,
        "The run never comes to rest: it is "
            + state
            + waiting(run)
            + "; if it waits for a signal, the scenario must bring it");
  }

  private static String waiting(RunView run) {
    return run.steps().stream()
        .flatMap(step -> step.waitsFor().map(what -> step.name() + " waits for " + what).stream())
        .reduce((one, other) -> one + ", " + other)
        .map(text -> " (" + text + ")")
        .orElse("");
  }

  private void requireOneKeyEach() {
    for (StepPlan<?> step : plan.steps()) {
      Set<String> seen = new HashSet<>();
      for (StepCall call : trial.injection().attempts()) {
        if (call.step().equals(step.name())) {
          seen.add(call.place() + call.undo() + " " + call.idempotencyKey());
        }
      }
      long places =
          seen.stream().map(text -> text.substring(0, text.indexOf(' '))).distinct().count();
      require(
          seen.size() == places,
          "Step " + step.name() + " was called with several idempotency keys: " + seen);
    }
  }

  /** A process that ended may have called what the journal says it was about to call. */
  private void requireNoUndoOfNothing() {
    if (trial.crashes() > 0) {
      return;
    }
    Set<String> called = new HashSet<>();
    for (StepCall call : trial.injection().attempts()) {
      if (call.undo()) {
        require(
            called.contains(call.place()),
            "Step " + call.place() + " was undone before it could exist");
      } else {
        called.add(call.place());
      }
    }
  }

  private void requireConfirmed() {
    for (StepView<?> step : trial.view().steps()) {
      boolean confirmed =
          step.state() == StepState.SUCCEEDED || step.state() == StepState.NOT_TAKEN;
      require(confirmed, "The run completed, and step " + step.name() + " is " + step.state());
    }
    for (StepCall call : trial.injection().attempts()) {
      require(!call.undo(), "The run completed, and step " + call.place() + " was undone");
    }
    if (faultless != null && faultless.state() == RunState.COMPLETED) {
      requireStanding(
          faultless.standing(),
          "The run completed, but what stands now is not what stands after the same run without a"
              + " fault: something was done twice, or not at all");
    }
  }

  private void requireUndone() {
    for (StepPlan<?> step : plan.steps()) {
      if (step.undo() != null && step.mode() != StepPlan.Mode.CHILD) {
        requireUndone(step);
      }
    }
    requireStanding(
        trial.standingBefore(),
        "The run is compensated, but what stands now is not what stood before it: an undo forgot"
            + " something, or took back what was not its own");
  }

  /** Whatever took effect is undone after it did. */
  private void requireUndone(StepPlan<?> step) {
    Set<String> open = new HashSet<>();
    List<Calls.Entry> calls = trial.calls();
    for (Calls.Entry entry : calls) {
      if (entry.call().step().equals(step.name()) && entry.end() == Calls.End.RETURNED) {
        if (entry.call().undo()) {
          open.remove(entry.call().place());
        } else {
          open.add(entry.call().place());
        }
      }
    }
    require(open.isEmpty(), "The run is compensated, and these were done and not undone: " + open);
  }

  private void requireStanding(@Nullable Object expected, String fact) {
    Object now = trial.standingNow();
    require(
        Objects.deepEquals(expected, now),
        fact + "\n  expected: " + expected + "\n  stands:   " + now);
  }

  private void require(boolean condition, String fact) {
    if (!condition) {
      throw wrong(fact);
    }
  }

  private AssertionError wrong(String fact) {
    return new AssertionError(fact + "\n\n" + trial.tree() + "\n");
  }
}
