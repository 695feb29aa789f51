package dev.skald.runtime.machine;

/** How a simulated service treats one call. */
enum Reply {
  /** It does it and says so. */
  SUCCEED,
  /** It declines; nothing happened. */
  REJECT,
  /** It fails before it has done anything. */
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
  NOT_ATTEMPTED;

  /** Whether nobody knows afterwards what happened. */
  boolean isUnclear() {
    return this != SUCCEED && this != REJECT && this != NOT_ATTEMPTED;
  }
}
