package dev.skald.processor.validate;

/**
 * When a step runs. Made and compared by one {@link Conditions}: there, two conditions that hold in
 * the same runs are the same.
 *
 * @param node its place there
 */
record Condition(int node) {

  /** Holds in every run. */
  static final Condition ALWAYS = new Condition(-1);

  /** Holds in no run. */
  static final Condition NEVER = new Condition(-2);

  /** Too complicated to be told; see {@link Conditions}. */
  static final Condition UNKNOWN = new Condition(-3);
}
