package dev.skald.runtime.engine;

import dev.skald.runtime.machine.StepProgress;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.LockPlan;
import dev.skald.runtime.plan.StepPlan;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says for people what a step waits for. */
final class Waiting {

  private Waiting() {}

  static @Nullable String text(StepPlan<?> plan, StepProgress step, @Nullable RunKey child) {
    return switch (step.status()) {
      case WAITING -> gate(plan.gate()) + until(step);
      case LOCKING ->
          plan.locks().stream()
              .map(LockPlan::name)
              .collect(Collectors.joining(", ", "the lock ", ""));
      case CHILD -> "its child " + child;
      case OPEN -> step.tries().dueAt() > 0 ? "its next attempt" + until(step) : null;
      default -> null;
    };
  }

  private static String gate(Gate gate) {
    return gate instanceof Gate.ForSignal signal ? "the signal " + signal.ref().name() : "its time";
  }

  private static String until(StepProgress step) {
    long dueAt = step.tries().dueAt();
    return dueAt > 0 ? ", until " + Instant.ofEpochMilli(dueAt) : "";
  }
}
