package dev.skald.runtime.machine;

/**
 * A call the machine asks for, to be made once the events of its decision are durable.
 *
 * @param step the step's index
 * @param item the item's place in its list, or {@link Event#NO_ITEM} for a step that runs once
 * @param kind what is called
 * @param number tells the calls of one step apart; grows within one owner
 * @param attempt how often this has been called, this call included
 */
public record Call(int step, int item, Kind kind, int number, int attempt) {

  /** What is called. */
  public enum Kind {
    /** The step; of a step with a child, its start. */
    STEP,
    /** The undo; of a step with a child, the turning back of that run. */
    UNDO,
    /** The locks of the step are asked for. */
    LOCK,
    /** The end of the child is awaited. */
    CHILD
  }

  /**
   * Whether the step's effect is taken back.
   *
   * @return true for {@link Kind#UNDO}
   */
  public boolean undo() {
    return kind == Kind.UNDO;
  }
}
