package dev.skald.processor.lock;

import dev.skald.processor.diagnostic.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects changes. What is found at several steps counts once, at the first. */
final class Differences {

  private final Map<Reason, Change> breaking = new LinkedHashMap<>();
  private final Map<Reason, Change> compatible = new LinkedHashMap<>();

  void breaks(Optional<String> step, Reason reason) {
    breaking.putIfAbsent(reason, new Change(step, reason));
  }

  void breaks(String step, Reason reason) {
    breaks(Optional.of(step), reason);
  }

  void goesOn(Optional<String> step, Reason reason) {
    compatible.putIfAbsent(reason, new Change(step, reason));
  }

  void goesOn(String step, Reason reason) {
    goesOn(Optional.of(step), reason);
  }

  List<Change> breaking() {
    return new ArrayList<>(breaking.values());
  }

  List<Change> compatible() {
    return new ArrayList<>(compatible.values());
  }
}
