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
     * The results of a step for all items of a list.
     *
     * @param step the step's index
     */
    record Results(int step) implements Argument {}

    /**
     * The item that a step is called for, or that is undone.
     *
     * @param step the index of the step that runs through the list
     */
    record Item(int step) implements Argument {}

    /**
     * The event that the step waited for.
     *
     * @param signal its place among the signals of the saga
     * @param optional whether it may be missing
     */
    record Signal(int signal, boolean optional) implements Argument {}

    /**
     * What the journal's transaction offers.
     *
     * @param type its type
     */
    record Resource(JavaType type) implements Argument {}

    /**
     * A step's result, which is of a variant.
     *
     * @param step the step's index
     * @param type the variant
     */
    record Variant(int step, JavaType.Declared type) implements Argument {}

    /**
     * The result of the one step that ran.
     *
     * @param steps the indexes of steps of which no two run in one run
     */
    record OneOf(List<Integer> steps) implements Argument {

      /** Copies the list. */
      public OneOf {
        steps = List.copyOf(steps);
      }
    }

    /**
     * What may be there or not.
     *
     * @param of a result, a variant, or the result of one of several steps
     */
    record Maybe(Argument of) implements Argument {}

    /**
     * The outcome of the undone step.
     *
     * @param step the step's index
     */
    record Outcome(int step) implements Argument {}
  }
}
