package dev.skald.runtime;

/** What became of an external event that was brought to a run. */
public enum SignalReceipt {
  /** It is durable: the step that waits for it, or will wait for it, gets it. */
  ACCEPTED,
  /** An event of the same id was brought before; nothing was done. */
  DUPLICATE,
  /**
   * It is not awaited any more: another event was accepted, the step's time was up, its branch was
   * not taken, or the run has turned back or ended. It is recorded and changes nothing.
   */
  LATE
}
