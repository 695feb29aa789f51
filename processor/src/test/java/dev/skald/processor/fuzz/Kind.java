package dev.skald.processor.fuzz;

import java.util.List;

/** A payload type of a made-up saga: how it is written, declared and made. */
final class Kind {

  /** How it is written where it is used. */
  final String text;

  /** An expression that makes a value, of a call {@code zz}. */
  final String value;

  /** Whether a value tells which run it belongs to. */
  final boolean tagged;

  /** The variants that a value can be of, by their places among all of the result's; or none. */
  final List<Integer> leaves;

  Kind(String text, String value, boolean tagged, List<Integer> leaves) {
    this.text = text;
    this.value = value;
    this.tagged = tagged;
    this.leaves = leaves;
  }

  @Override
  public String toString() {
    return text;
  }
}
