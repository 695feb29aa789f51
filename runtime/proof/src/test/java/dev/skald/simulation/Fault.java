package dev.skald.simulation;

/**
 * Something that goes wrong.
 *
 * @param kind what
 * @param at when it begins
 * @param length how long it lasts
 * @param node whom it strikes, where it strikes one
 * @param strength how bad it is, from 0 to 1; its meaning is the kind's
 */
record Fault(Kind kind, long at, long length, int node, double strength) {

  /** What can go wrong. */
  enum Kind {
    /** The process is killed, and started again when the fault is over. */
    CRASH,
    /** The process does nothing; what it has asked for happens, and its clock goes on. */
    FREEZE,
    /** A new process opens the journal while the old one is frozen; where one owns all. */
    ZOMBIE,
    /** The process ends as it should, and another one follows. */
    UPGRADE,
    /** Statements take long, both ways. */
    STORE_SLOW,
    /** No statement of the node reaches the store. */
    STORE_GONE,
    /** Commits end without an answer; they may be durable. */
    COMMIT_UNKNOWN,
    /** Other statements end without an answer; they may have been done. */
    CONNECTION_LOST,
    /** The node's clock is wrong for a time. */
    CLOCK_SKEW,
    /** The node's clock jumps, and stays wrong. */
    CLOCK_JUMP,
    SERVICE_SLOW,
    /** Calls never end, done or not. */
    SERVICE_HANG,
    /** Calls are done, and end with an error. */
    REPLY_LOST,
    /** Calls are not done, and end with an error. */
    SERVICE_FAILS,
    /** Some runs are declined. */
    SERVICE_REJECTS
  }

  @Override
  public String toString() {
    return String.format(
        "%s at %.3f s for %.3f s, node %d, strength %.2f",
        kind, at / 1000.0, length / 1000.0, node, strength);
  }
}
