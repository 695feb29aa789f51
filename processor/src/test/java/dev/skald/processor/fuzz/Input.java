package dev.skald.processor.fuzz;

import java.util.List;
import java.util.Optional;

/**
 * Where a parameter of a made-up saga gets its value.
 *
 * @param source what gives it
 * @param steps the steps that may give it
 * @param kind its type, without an {@code Optional} around it
 * @param maybe whether it is taken as an {@code Optional}
 * @param lock the lock that it is the key of
 */
record Input(Source source, List<Integer> steps, Kind kind, boolean maybe, Optional<String> lock) {

  enum Source {
    /** The saga's input. */
    INPUT,
    /** The call's context. */
    CONTEXT,
    /** The result of a step, or of the one that ran of several. */
    RESULT,
    /** The results of a step that runs for each item of a list. */
    RESULTS,
    /** A variant of a step's result. */
    VARIANT,
    /** An item of a list of a step or, with none, of the input. */
    ITEM,
    /** An event. */
    EVENT,
    /** What an undo knows of its own step. */
    OUTCOME,
    /** The transaction. */
    CONNECTION
  }

  static Input of(Source source, List<Integer> steps, Kind kind) {
    return new Input(source, steps, kind, false, Optional.empty());
  }

  static Input of(Source source, Kind kind) {
    return of(source, List.of(), kind);
  }

  Input asMaybe() {
    return new Input(source, steps, kind, true, lock);
  }

  Input locking(String name) {
    return new Input(source, steps, kind, maybe, Optional.of(name));
  }

  /** Whether the step cannot run without it. */
  boolean isRequired() {
    return !maybe && !steps.isEmpty();
  }

  /** Whether the value is sure to tell the run. */
  boolean tellsRun() {
    return source == Source.CONTEXT
        || !maybe && kind.tagged && source != Source.OUTCOME && source != Source.RESULTS;
  }
}
