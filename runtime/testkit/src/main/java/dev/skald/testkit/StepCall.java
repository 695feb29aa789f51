package dev.skald.testkit;

import dev.skald.StepContext;

/**
 * One call of a step or an undo, as the engine makes it.
 *
 * @param saga the saga's name
 * @param key the run's business key
 * @param step the step's name, also where its undo is called
 * @param item the place of the item in its list, -1 for a step that runs once
 * @param undo whether it is the undo that is called
 * @param attempt how often it has been called, this call included; from 1
 * @param idempotencyKey the key of all attempts of this step, or of its undo
 */
public record StepCall(
    String saga,
    String key,
    String step,
    int item,
    boolean undo,
    int attempt,
    String idempotencyKey) {

  /** Stands for "the step runs once" in {@link #item()}. */
  static final int NO_ITEM = -1;

  static StepCall of(StepContext context, boolean undo) {
    return new StepCall(
        context.saga(),
        context.key(),
        context.step(),
        context.item().orElse(NO_ITEM),
        undo,
        context.attempt(),
        context.idempotencyKey());
  }

  /** The step, and the item where there is one. */
  String place() {
    return item == NO_ITEM ? step : step + "#" + item;
  }

  @Override
  public String toString() {
    return (undo ? "undo of " : "") + place() + ", attempt " + attempt + ", of " + saga + " " + key;
  }
}
