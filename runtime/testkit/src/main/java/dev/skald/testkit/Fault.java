package dev.skald.testkit;

import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import org.jspecify.annotations.Nullable;

/** What can happen to the calls of a step, or of its undo. */
enum Fault {
  REJECTS(false, 1, "is declined"),
  FAILS_ONCE(false, 1, "fails once"),
  FAILS_ALWAYS(false, Fault.ALWAYS, "fails as often as its policy allows"),
  TIMES_OUT_BEFORE_ONCE(false, 1, "times out before its effect, once"),
  TIMES_OUT_BEFORE_ALWAYS(false, Fault.ALWAYS, "times out before its effect, always"),
  TIMES_OUT_AFTER_ONCE(false, 1, "times out after its effect, once"),
  TIMES_OUT_AFTER_ALWAYS(false, Fault.ALWAYS, "times out after its effect, always"),
  LOSES_REPLY_ONCE(false, 1, "loses its reply once"),
  LOSES_REPLY_ALWAYS(false, Fault.ALWAYS, "loses its reply as often as its policy allows"),
  IS_REPEATED(false, 1, "is called twice with one key"),
  UNDO_FAILS_ONCE(true, 1, "has an undo that fails once"),
  UNDO_FAILS_LONG(true, Fault.ALWAYS, "has an undo that fails until a person mends it"),
  UNDO_LOSES_REPLY(true, 1, "has an undo whose reply is lost"),
  UNDO_IS_REPEATED(true, 1, "has an undo that is called twice with one key");

  /** As often as the policy allows; where it has no limit, often. */
  static final int ALWAYS = -1;

  /** How often something fails for which the policy has no limit. */
  private static final int OFTEN = 10;

  private final boolean ofUndo;
  private final int times;
  private final String text;

  Fault(boolean ofUndo, int times, String text) {
    this.ofUndo = ofUndo;
    this.times = times;
    this.text = text;
  }

  boolean isOfUndo() {
    return ofUndo;
  }

  String text() {
    return text;
  }

  /** Whether it can happen to a step at all. */
  boolean concerns(StepPlan<?> step) {
    boolean once = times == 1;
    UndoPlan<?> undo = step.mode() == StepPlan.Mode.CHILD ? null : step.undo();
    boolean exactlyOnce =
        step.mode() == StepPlan.Mode.AT_MOST_ONCE || step.mode() == StepPlan.Mode.TRANSACTIONAL;
    return switch (this) {
      case REJECTS -> !step.rejects().isEmpty() && !step.afterPivot();
      case FAILS_ONCE, LOSES_REPLY_ONCE, FAILS_ALWAYS, LOSES_REPLY_ALWAYS ->
          once || step.retry().maxAttempts() > 1;
      case TIMES_OUT_BEFORE_ONCE,
          TIMES_OUT_AFTER_ONCE,
          TIMES_OUT_BEFORE_ALWAYS,
          TIMES_OUT_AFTER_ALWAYS ->
          step.timeout() != null && (once || step.retry().maxAttempts() > 1);
      case IS_REPEATED -> !exactlyOnce;
      case UNDO_FAILS_ONCE, UNDO_FAILS_LONG, UNDO_LOSES_REPLY, UNDO_IS_REPEATED -> undo != null;
    };
  }

  /** How often it happens to a step. */
  int timesAt(StepPlan<?> step) {
    UndoPlan<?> undo = step.undo();
    return ofUndo && undo != null ? times(undo.retry()) : times(step.retry());
  }

  private int times(RetryPolicy policy) {
    if (times != ALWAYS) {
      return times;
    }
    return policy.maxAttempts() == RetryPolicy.UNLIMITED ? OFTEN : policy.maxAttempts();
  }

  /** How a step is made to fail for good, so that its run turns back; {@code null} for no way. */
  static @Nullable Fault turningBack(SagaPlan<?> plan, StepPlan<?> step) {
    if (REJECTS.concerns(step)) {
      return REJECTS;
    }
    boolean goesBack = plan.canTurnBack(step.index()) && !plan.isPivot(step.index());
    return goesBack ? FAILS_ALWAYS : null;
  }
}
