package dev.skald.kit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A service that takes each key once, and none that was given up. */
final class Ledger {

  private final Map<String, String> entries = new TreeMap<>();
  private final Set<String> givenUp = new HashSet<>();

  synchronized String enter(String key, String what) {
    if (givenUp.contains(key)) {
      throw new IllegalStateException("given up before");
    }
    return entries.computeIfAbsent(key, k -> what);
  }

  synchronized void giveUp(String key) {
    givenUp.add(key);
    entries.remove(key);
  }

  /** What was entered, without the keys, which differ from run to run. */
  synchronized Object standing() {
    return entries.values().stream().sorted().toList();
  }
}
