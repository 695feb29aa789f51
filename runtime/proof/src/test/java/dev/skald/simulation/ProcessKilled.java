package dev.skald.simulation;

/** Thrown where a simulated process is gone: whatever it was doing unwinds, and reaches nobody. */
final class ProcessKilled extends Error {

  private static final long serialVersionUID = 1L;

  ProcessKilled() {
    super("The simulated process is gone", null, false, false);
  }
}
