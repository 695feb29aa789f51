package dev.skald.runtime.machine;

import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.List;

/** How a simulated service treats one call. */
enum Reply {
  /** It does it and says so. */
  SUCCEED,
  /** It declines; nothing happened. Of locks: their keys cannot be read. */
  REJECT,
  /** It fails before it has done anything. Of a child's end: somebody gave the child up. */
  FAIL_BEFORE,
  /** It does it, and the reply is lost. */
  LOSE_REPLY,
  /** It says when to come back, some moments later. */
  RETRY_SOON,
  /** It says when to come back, much later. */
  RETRY_LATER,
  /** The caller's patience ends; the service does it later, and its answer arrives later. */
  HANG,
  /** A breaker or bulkhead does not let the call through. */
  NOT_ATTEMPTED,
  /** Others hold the locks, and let them go some time later. */
  QUEUE,
  /** The same, and they let them go while this answer is on its way. */
  QUEUE_AND_FREE;

  /** What steps and undos can meet. */
  static final List<Reply> OF_SERVICES =
      List.of(
          SUCCEED, REJECT, FAIL_BEFORE, LOSE_REPLY, RETRY_SOON, RETRY_LATER, HANG, NOT_ATTEMPTED);

  private static final List<Reply> OF_LOCKS =
      List.of(SUCCEED, REJECT, NOT_ATTEMPTED, QUEUE, QUEUE, QUEUE_AND_FREE);
  private static final List<Reply> OF_CHILDREN =
      List.of(SUCCEED, REJECT, FAIL_BEFORE, NOT_ATTEMPTED);
  private static final List<Reply> OF_TURNING_CHILDREN_BACK =
      List.of(SUCCEED, FAIL_BEFORE, NOT_ATTEMPTED);

  /** What a call of that kind can meet. */
  static List<Reply> to(Call.Kind kind, Mode mode) {
    return switch (kind) {
      case STEP -> OF_SERVICES;
      case UNDO -> mode == Mode.CHILD ? OF_TURNING_CHILDREN_BACK : OF_SERVICES;
      case LOCK -> OF_LOCKS;
      case CHILD -> OF_CHILDREN;
    };
  }

  /** Whether nobody knows afterwards what happened. */
  boolean isUnclear() {
    return switch (this) {
      case FAIL_BEFORE, LOSE_REPLY, RETRY_SOON, RETRY_LATER, HANG -> true;
      case SUCCEED, REJECT, NOT_ATTEMPTED, QUEUE, QUEUE_AND_FREE -> false;
    };
  }
}
