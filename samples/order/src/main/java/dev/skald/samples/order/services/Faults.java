package dev.skald.samples.order.services;

import dev.skald.samples.order.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults a service was told to have, first come first served. Safe for use by any thread. */
final class Faults {

  private final List<Fault> waiting = new ArrayList<>();

  synchronized void add(Fault fault) {
    waiting.add(fault);
  }

  synchronized void clear() {
    waiting.clear();
  }

  /** The fault that the next call of the operation meets; it is used up by one time. */
  synchronized Optional<Fault> next(String operation) {
    for (int i = 0; i < waiting.size(); i++) {
      Fault fault = waiting.get(i);
      if (fault.operation().equals(operation)) {
        if (fault.times() > 1) {
          waiting.set(i, fault.usedOnce());
        } else {
          waiting.remove(i);
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
