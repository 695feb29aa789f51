package dev.skald.processor.model;

import java.util.Optional;

/** What a step waits for once all steps before it are done. */
public sealed interface GateModel {

  /** Nothing more. */
  GateModel NONE = new None();

  /** Nothing. */
  record None() implements GateModel {}

  /**
   * A time.
   *
   * @param time how long
   */
  record Delay(Span time) implements GateModel {}

  /**
   * An external event.
   *
   * @param signal its place among the signals of the saga
   * @param timeout how long the step waits
   * @param optional whether the step then runs without the event
   */
  record Signal(int signal, Optional<Span> timeout, boolean optional) implements GateModel {}
}
