package dev.skald.processor.model;

import java.util.OptionalInt;

/** Where the list comes from that a step runs through. */
public sealed interface ListSource {

  /**
   * The step that gives the list.
   *
   * @return its index, or empty if the saga's input does
   */
  OptionalInt step();

  /**
   * The result of a step, or the input, is the list.
   *
   * @param step the step, empty for the input
   */
  record Whole(OptionalInt step) implements ListSource {}

  /**
   * A component of a record is the list.
   *
   * @param step the step whose result the record is, empty for the input
   * @param owner the record
   * @param name the component
   */
  record Component(OptionalInt step, JavaType.Declared owner, String name) implements ListSource {}

  /**
   * The results of a step that itself runs for each item of a list.
   *
   * @param of the step's index
   */
  record Results(int of) implements ListSource {

    @Override
    public OptionalInt step() {
      return OptionalInt.of(of);
    }
  }
}
