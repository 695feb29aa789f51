package dev.skald.junit6;

import dev.skald.StepContext;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** A library in memory. */
class Shelf implements LendBook.Library {

  private final Set<String> taken = new TreeSet<>();
  private final Set<String> written = new TreeSet<>();
  private final Set<String> givenUp = new HashSet<>();

  @Override
  public synchronized String take(String title, StepContext step) {
    if (givenUp.contains(step.idempotencyKey())) {
      throw new IllegalStateException("given up before");
    }
    taken.add(step.idempotencyKey());
    return title;
  }

  @Override
  public synchronized void putBack(String key) {
    givenUp.add(key);
    taken.remove(key);
  }

  @Override
  public synchronized void write(String id, StepContext step) {
    written.add(step.idempotencyKey());
  }

  synchronized String standing() {
    return taken.size() + " taken, " + written.size() + " written";
  }
}
