package dev.skald.processor.model;

import java.util.List;

/**
 * How a method of the user is called.
 *
 * @param method its name
 * @param invoker the name of the generated method that calls it
 * @param arguments what it takes, in its order
 * @param hasValue whether it returns something
 * @param async whether it returns a stage
 */
public record CallModel(
    String method, String invoker, List<Argument> arguments, boolean hasValue, boolean async) {

  /** Copies the list. */
  public CallModel {
    arguments = List.copyOf(arguments);
  }

  /** Where an argument comes from. */
  public sealed interface Argument {

    /** The context of the call. */
    record Context() implements Argument {}

    /** The saga's input. */
    record Input() implements Argument {}

    /**
     * A step's result.
     *
     * @param step the step's index
     */
    record Result(int step) implements Argument {}

    /**
     * The outcome of the undone step.
     *
     * @param step the step's index
     */
    record Outcome(int step) implements Argument {}
  }
}
