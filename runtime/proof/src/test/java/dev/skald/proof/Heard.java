package dev.skald.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the children of a {@link Stage} said, one line after the other. Used by one thread. */
final class Heard {

  /** All runs that were asked for. */
  final Set<String> asked = new LinkedHashSet<>();

  /** Those whose start was answered, or which a later worker found: they must never be lost. */
  final Set<String> known = new HashSet<>();

  /** Those a later worker found. */
  final Set<String> found = new HashSet<>();

  /** Those a worker did not find. */
  final Set<String> missing = new HashSet<>();

  /** Those a worker said to have ended, with how. */
  final Map<String, String> ended = new HashMap<>();

  /** When each worker opened the journal, by its epoch. */
  final Map<Long, Long> opened = new HashMap<>();

  /** The witness's port, empty until it is known. */
  String port = "";

  /** The last line's first word. */
  String last = "";

  int acknowledged;

  /** Calls that ended and starts that were answered: what moments are counted by. */
  int events;

  /** Takes a line; the words are the verb, the run or another name, and the rest. */
  void take(String... word) {
    String run = word.length > 1 ? word[1] : "";
    last = word[0];
    switch (last) {
      case "port" -> port = run;
      case "call" -> events++;
      case "opened" -> opened.put(Long.parseLong(run), Long.parseLong(word[2]));
      case "ended" -> ended.put(run, word[2]);
      case "missing" -> missing(run);
      case "refused" -> throw new AssertionError(String.join(" ", word));
      case "found" -> {
        known.add(run);
        found.add(run);
      }
      case "started" -> {
        known.add(run);
        acknowledged++;
        events++;
      }
      default -> {
        // "ready", "armed" and "calm" only end somebody's waiting.
      }
    }
  }

  private void missing(String run) {
    missing.add(run);
    if (known.contains(run)) {
      throw new AssertionError("An acknowledged run is lost: " + run);
    }
  }

  /** Runs that were asked for and have not ended. */
  Set<String> open() {
    Set<String> open = new LinkedHashSet<>(asked);
    open.removeAll(ended.keySet());
    return open;
  }

  /** Runs that will go on for certain and have not ended. */
  int inFlight() {
    Set<String> inFlight = new HashSet<>(known);
    inFlight.removeAll(ended.keySet());
    return inFlight.size();
  }
}
