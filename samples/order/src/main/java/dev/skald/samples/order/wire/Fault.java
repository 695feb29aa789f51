package dev.skald.samples.order.wire;

/**
 * Tells a service to misbehave.
 *
 * @param operation at which operation
 * @param kind in which way
 * @param times at how many calls
 * @param millis how long to wait, for {@link Kind#SLOW}
 * @param reason why, for {@link Kind#DECLINE}
 */
public record Fault(String operation, Kind kind, int times, long millis, String reason) {

  /** As many times as there are calls, until the faults are cleared. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** Ways to misbehave. */
  public enum Kind {
    /** Say no; the one kind that is not an accident. */
    DECLINE,
    /** Answer 503, without effect. */
    UNAVAILABLE,
    /** Answer late. */
    SLOW,
    /** Take no effect, and never answer. */
    HANG,
    /** Take effect, and never answer. */
    HOLD_REPLY,
    /** Take effect, and cut the connection instead of answering. */
    LOSE_REPLY
  }

  /**
   * Makes the next calls go wrong.
   *
   * @param operation at which operation
   * @param kind in which way, other than declining and being slow
   * @param times at how many calls
   * @return the fault
   */
  public static Fault of(String operation, Kind kind, int times) {
    return new Fault(operation, kind, times, 0, "");
  }

  /**
   * Makes the next call be declined.
   *
   * @param operation at which operation
   * @param reason what the caller is told
   * @return the fault
   */
  public static Fault decline(String operation, String reason) {
    return new Fault(operation, Kind.DECLINE, 1, 0, reason);
  }

  /**
   * Makes the next call slow.
   *
   * @param operation at which operation
   * @param millis how long it takes longer
   * @return the fault
   */
  public static Fault slow(String operation, long millis) {
    return new Fault(operation, Kind.SLOW, 1, millis, "");
  }

  /**
   * What is left of the fault after one more call.
   *
   * @return the same fault with one time less, or the same if it is for always
   */
  public Fault usedOnce() {
    return times == ALWAYS ? this : new Fault(operation, kind, times - 1, millis, reason);
  }
}
