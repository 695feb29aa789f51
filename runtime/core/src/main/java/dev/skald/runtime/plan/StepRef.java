package dev.skald.runtime.plan;

import java.lang.reflect.Type;

/**
 * Names a step together with the type of its result. Generated code holds one constant for each
 * step; application code passes them to operator verbs.
 *
 * @param <T> the type of the step's result, {@link Void} for none
 * @param index the step's place in the plan, from 0
 * @param name the step's durable name
 * @param type the type of the step's result, {@code void.class} for none; that of one item where
 *     the step runs for each item of a list
 * @param item which item is meant, {@link #ALL} for the step as a whole
 */
// T ties the constant to the step's type at compile time; no component carries it at run time.
@SuppressWarnings("unused")
public record StepRef<T>(int index, String name, Type type, int item) {

  /** Stands for "the step as a whole" in {@link #item()}. */
  public static final int ALL = -1;

  /**
   * Refers to a step. That {@code T} fits {@code type} is promised by the generated code.
   *
   * @param <T> the type of the step's result
   * @param index the step's place in the plan, from 0
   * @param name the step's durable name
   * @param type the type of the step's result, {@code void.class} for none
   * @return the reference
   */
  public static <T> StepRef<T> of(int index, String name, Type type) {
    return new StepRef<>(index, name, type, ALL);
  }

  /**
   * Means one item of a step that runs for each item of a list.
   *
   * @param place the item's place in the list, from 0
   * @return a reference for operator verbs
   * @throws IllegalArgumentException if the place is negative
   */
  public StepRef<T> item(int place) {
    if (place < 0) {
      throw new IllegalArgumentException("The items of a list are counted from 0, got " + place);
    }
    return new StepRef<>(index, name, type, place);
  }
}
