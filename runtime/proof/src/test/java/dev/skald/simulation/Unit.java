package dev.skald.simulation;

import dev.skald.StepContext;
import dev.skald.runtime.journal.JournalRecord;
import java.util.OptionalInt;

/**
 * What is called: a step, or one item of its list.
 *
 * @param step the step's name
 * @param item the item's place, or {@link JournalRecord#NO_ITEM}
 */
record Unit(String step, int item) {

  static Unit of(StepContext context) {
    OptionalInt item = context.item();
    return new Unit(context.step(), item.orElse(JournalRecord.NO_ITEM));
  }

  @Override
  public String toString() {
    return item == JournalRecord.NO_ITEM ? step : step + "#" + item;
  }
}
