package dev.skald.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

  /** Since when at the earliest workers owned what they owned, in milliseconds since 1970. */
  final Map<Owned, Long> owned = new HashMap<>();

  /** By when they did so for sure: a worker may have to wait long for the answer. */
  final Map<Owned, Long> ownedBy = new HashMap<>();

  private final Map<Owned, Integer> owners = new HashMap<>();

  /** When each worker that had been frozen went on, in milliseconds since 1970. */
  final List<Long> thawed = new ArrayList<>();

  /** When workers could not write to the journal. */
  final List<Outage> outages = new ArrayList<>();

  /** The witness's port, empty until it is known. */
  String port = "";

  /** The last line's first word. */
  String last = "";

  int acknowledged;

  /** Names of runs that would be a worker's own, by what it was asked. */
  final Map<String, String> keys = new HashMap<>();

  private int came;
  private int answered;

  /** Calls that ended and starts that were answered: what moments are counted by. */
  int events;

  /** Takes a line; the words are the verb, the run or another name, and the rest. */
  void take(String... word) {
    String run = word.length > 1 ? word[1] : "";
    last = word[0];
    switch (last) {
      case "port" -> port = run;
      case "came" -> came++;
      case "call" -> {
        answered++;
        events++;
      }
      case "key" -> keys.put(run, word[2]);
      case "ended" -> ended(run, word[2]);
      case "missing" -> missing(run);
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
        // "owns", "ready", "armed" and "calm" only end somebody's waiting.
      }
    }
  }

  /** Several may tell it, and must agree: in the first word. */
  private void ended(String run, String how) {
    String before = ended.put(run, how);
    if (before != null && !state(before).equals(state(how))) {
      throw new AssertionError(run + " ended " + how + ", after it had ended " + before);
    }
  }

  private static String state(String end) {
    return end.split(" ", 2)[0];
  }

  /** A worker owns shards since some moment, with epochs that nobody has owned them with before. */
  void owns(int worker, String shards, long since, long by) {
    for (String shard : shards.split(",")) {
      String[] part = shard.split(":");
      Owned what = new Owned(Integer.parseInt(part[0]), Long.parseLong(part[1]));
      Integer before = owners.put(what, worker);
      if (before != null) {
        throw new AssertionError(what + " was owned by worker " + before + " before " + worker);
      }
      owned.put(what, since);
      ownedBy.put(what, by);
    }
  }

  private void missing(String run) {
    missing.add(run);
    if (known.contains(run)) {
      throw new AssertionError("An acknowledged run is lost: " + run);
    }
  }

  /** How many shards a worker owns, as far as was heard. */
  long shardsOf(int worker) {
    Map<Integer, Owned> latest = new HashMap<>();
    for (Owned what : owners.keySet()) {
      latest.merge(what.shard(), what, (a, b) -> a.epoch() > b.epoch() ? a : b);
    }
    return latest.values().stream().filter(what -> owners.get(what) == worker).count();
  }

  /** Calls that came and have not ended. */
  int underWay() {
    return came - answered;
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
