package dev.skald.runtime.plan;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names the list that a step runs through, item by item. Immutable and safe for use by any thread.
 *
 * @param <T> the items' type
 */
public final class ItemsRef<T> {

  /** Stands for "the input gives the list" in {@link #source()}. */
  public static final int INPUT = -1;

  private final int source;
  private final @Nullable Function<Object, List<T>> list;

  private ItemsRef(int source, @Nullable Function<Object, List<T>> list) {
    this.source = source;
    this.list = list;
  }

  /**
   * A list in the saga's input.
   *
   * @param <I> the input's type
   * @param <T> the items' type
   * @param input the input
   * @param list takes the list out of it; pure
   * @return the reference
   */
  // The engine passes the very value that the given reference names.
  @SuppressWarnings("unchecked")
  public static <I, T> ItemsRef<T> of(InputRef<I> input, Function<I, List<T>> list) {
    return new ItemsRef<>(INPUT, value -> list.apply((I) value));
  }

  /**
   * The input, where it is itself the list.
   *
   * @param <T> the items' type
   * @param input the input
   * @return the reference
   */
  public static <T> ItemsRef<T> of(InputRef<List<T>> input) {
    return of(input, Function.identity());
  }

  /**
   * The result of a step that runs once, where it is itself the list.
   *
   * @param <T> the items' type
   * @param step the step
   * @return the reference
   */
  public static <T> ItemsRef<T> of(StepRef<List<T>> step) {
    return of(step, Function.identity());
  }

  /**
   * A list in the result of a step that runs once.
   *
   * @param <R> the type of the step's result
   * @param <T> the items' type
   * @param step the step
   * @param list takes the list out of its result; pure
   * @return the reference
   */
  // The engine passes the very value that the given reference names.
  @SuppressWarnings("unchecked")
  public static <R, T> ItemsRef<T> of(StepRef<R> step, Function<R, List<T>> list) {
    return new ItemsRef<>(step.index(), value -> list.apply((R) value));
  }

  /**
   * The results of a step that itself runs for each item of a list.
   *
   * @param <T> the type of that step's result for one item
   * @param step the step
   * @return the reference
   */
  public static <T> ItemsRef<T> resultsOf(StepRef<T> step) {
    return new ItemsRef<>(step.index(), null);
  }

  /**
   * Where the list comes from.
   *
   * @return the index of a step, or {@link #INPUT}
   */
  public int source() {
    return source;
  }

  /**
   * Whether the list is made of the results of a step that runs for each.
   *
   * @return true for {@link #resultsOf}
   */
  public boolean isOfResults() {
    return list == null;
  }

  /**
   * Takes the list out of the value that holds it.
   *
   * @param value the input, or the result of the source
   * @return the list
   * @throws IllegalStateException if the list is made of results, and in no single value
   */
  public List<T> in(Object value) {
    if (list == null) {
      throw new IllegalStateException("The list is made of the results of step " + source);
    }
    return list.apply(value);
  }
}
