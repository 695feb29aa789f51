package dev.skald.processor.diagnostic;

import java.util.OptionalInt;

/** A place in the user's source that a message can point at. */
public interface Anchor {

  /**
   * Orders places as the source does.
   *
   * @return a number that grows from the top of a saga to its end
   */
  int order();

  /**
   * The line, where the compiler tells it.
   *
   * @return the line from 1, or empty
   */
  OptionalInt line();
}
