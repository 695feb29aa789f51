package dev.skald.processor.validate;

import java.util.List;

/** Where a parameter's value comes from, as far as it can be told. */
sealed interface Binding {

  /** The context of the call. */
  record Context() implements Binding {}

  /** A type that no step returns: the saga's input, or one of several candidates for it. */
  record Input() implements Binding {}

  /** The result of one step. */
  record Result(int step) implements Binding {}

  /** The outcome of the undone step. */
  record Outcome(int step) implements Binding {}

  /** Any of several steps. */
  record Several(List<Integer> steps) implements Binding {}

  /** Nothing, for a reason that a rule reports. */
  record Nothing() implements Binding {}
}
