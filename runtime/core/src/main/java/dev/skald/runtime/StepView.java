package dev.skald.runtime;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one step of a run at one moment.
 *
 * @param <T> the step's result
 * @param name the step's name
 * @param state its state
 * @param attempts how often it, or its undo once undoing began, has been called at the least
 * @param result its result, {@code null} if it has none (yet)
 * @param lastFailure the last failure of the step or its undo, {@code null} for none
 * @param waits what it waits for, for people to read; {@code null} for nothing
 * @param items the items of a step that runs for each item of a list, in the order of the list;
 *     empty for a step that runs once, or while the list is not known
 */
public record StepView<T>(
    String name,
    StepState state,
    int attempts,
    @Nullable T result,
    @Nullable Failure lastFailure,
    @Nullable String waits,
    List<StepView<?>> items) {

  /** Copies the list. */
  public StepView {
    items = List.copyOf(items);
  }

  /**
   * The step's result.
   *
   * @return the value, or empty if it has none (yet)
   */
  public Optional<T> value() {
    return Optional.ofNullable(result);
  }

  /**
   * The step's result as people may see it: sensitive components are dots, and what is long is cut.
   *
   * @return the text, or empty if it has no result (yet)
   */
  public Optional<String> shown() {
    return value().map(Shown::text);
  }

  /**
   * The last failure of the step or its undo.
   *
   * @return the failure, or empty
   */
  public Optional<Failure> failure() {
    return Optional.ofNullable(lastFailure);
  }

  /**
   * What the step waits for, for people to read: a time, an event, a lock, its child.
   *
   * @return the text, or empty if it waits for nothing of the kind
   */
  public Optional<String> waitsFor() {
    return Optional.ofNullable(waits);
  }

  /** For people: sensitive components of the result are dots. */
  @Override
  public String toString() {
    String value = shown().map(text -> " " + text).orElse("");
    String why = lastFailure == null ? "" : " (" + lastFailure + ")";
    String items = this.items.isEmpty() ? "" : " " + this.items;
    return name
        + " "
        + state
        + value
        + why
        + waitsFor().map(w -> ", waits for " + w).orElse("")
        + items;
  }
}
