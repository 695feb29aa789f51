package dev.skald.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What happened, as a number that tells two runs apart, and the last lines of it for people. Used
 * by whoever has the turn.
 */
final class Trace {

  /** Whether everything is printed, as it happens. */
  private static final boolean TOLD = Boolean.getBoolean("skald.trace");

  private static final int LINES = 400;
  private static final long PRIME = 0x100000001b3L;

  private final boolean detailed;
  private final Deque<String> lines = new ArrayDeque<>();
  private long hash = 0xcbf29ce484222325L;

  /**
   * Makes an empty one.
   *
   * @param detailed whether each event gets a line, and not only what is told by {@link #add}
   */
  Trace(boolean detailed) {
    this.detailed = detailed;
  }

  boolean isDetailed() {
    return detailed;
  }

  void add(long at, String line) {
    mix(at, line.hashCode());
    if (lines.size() == LINES) {
      lines.remove();
    }
    String text = String.format("%9.3f  %s", at / 1000.0, line);
    lines.add(text);
    if (TOLD) {
      System.out.println(text);
    }
  }

  /** Counts something that has no line. */
  void mix(long at, long what) {
    hash = (hash ^ at) * PRIME;
    hash = (hash ^ what) * PRIME;
  }

  long hash() {
    return hash;
  }

  /** The last lines. */
  String tail(int count) {
    return String.join("\n", lines.stream().skip(Math.max(0, lines.size() - count)).toList());
  }
}
