package dev.skald.testkit.contract;

import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.WriteResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Counts what scripts have exercised: operations that had something to tell, what became of writes,
 * and what happened to nodes. For proofs, which fail if they did too little.
 */
final class Tally {

  private static final Set<String> NOTHING =
      Set.of("", "[]", "{}", "0", "Optional.empty", ScriptedCluster.HINT);

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<Integer, UUID> identities = new HashMap<>();
  private final Map<Integer, Set<Integer>> held = new HashMap<>();

  /** What no single operation stands for. */
  enum Happening {
    /** A node went on as a new one. */
    LEASE_LAPSED,
    /** A node got shards that another one takes for its own. */
    TAKEOVER,
    /** A node learned from a refused write that it had lost a shard. */
    FENCED_BY_TAKEOVER,
    /** A node gave back shards that it held. */
    RELEASED,
    /** A node that takes shards for its own knows that its lease may be over. */
    CALLS_FORBIDDEN
  }

  /** Begins another script. */
  void begin() {
    identities.clear();
    held.clear();
  }

  void told(Enum<?> operation, String answer) {
    if (!NOTHING.contains(answer)) {
      add(operation.name());
    }
  }

  void wrote(JournalWrite part, WriteResult result) {
    add(kind(part) + " " + result);
  }

  void fencedByTakeover() {
    happened(Happening.FENCED_BY_TAKEOVER);
  }

  void renewed(int node, Holdings holdings) {
    UUID before = identities.put(node, holdings.node());
    if (before != null && !before.equals(holdings.node())) {
      happened(Happening.LEASE_LAPSED);
    }
    held.put(node, new HashSet<>(holdings.epochs().keySet()));
    held.forEach(
        (other, shards) -> {
          if (other != node && shards.stream().anyMatch(holdings.epochs()::containsKey)) {
            happened(Happening.TAKEOVER);
          }
        });
  }

  void released(int node, Set<Integer> shards) {
    if (held.getOrDefault(node, new HashSet<>()).removeAll(shards)) {
      happened(Happening.RELEASED);
    }
  }

  /** A node that is opened again is another one, and its lease was given back. */
  void reopened(int node) {
    identities.remove(node);
    held.remove(node);
  }

  void mayCall(int node, boolean may) {
    if (!may && !held.getOrDefault(node, Set.of()).isEmpty()) {
      happened(Happening.CALLS_FORBIDDEN);
    }
  }

  private void happened(Happening happening) {
    add(happening.name());
  }

  private static String kind(JournalWrite part) {
    if (part instanceof Append append) {
      return append.answer() == null ? "APPEND" : "ANSWER_WITH_RECORDS";
    }
    return part instanceof Create ? "CREATE" : "LOCK";
  }

  private void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /**
   * What has not come about of all that scripts for several nodes must bring about. Runs that are
   * first in line, which need another one's end, come too seldom to be demanded.
   */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>();
    for (ScriptedStep.Kind kind : ScriptedStep.Kind.values()) {
      if (!kind.writes()) {
        missing.add(kind.name());
      }
    }
    for (NodeStep.Kind kind : NodeStep.Kind.values()) {
      boolean demanded =
          switch (kind) {
            case JOURNAL, ANSWER_WITH_RECORDS, FIRST_IN_LINE -> false;
            default -> true;
          };
      if (demanded) {
        missing.add(kind.name());
      }
    }
    for (Happening happening : Happening.values()) {
      missing.add(happening.name());
    }
    demand(missing, "CREATE", WriteResult.ELSEWHERE, WriteResult.EXISTS, WriteResult.DIVERGED);
    demand(missing, "APPEND", WriteResult.FENCED, WriteResult.DIVERGED);
    demand(missing, "LOCK", WriteResult.QUEUED, WriteResult.FENCED, WriteResult.DIVERGED);
    demand(missing, "ANSWER_WITH_RECORDS", WriteResult.EXISTS, WriteResult.FENCED);
    missing.removeAll(counts.keySet());
    return missing;
  }

  private static void demand(Set<String> all, String kind, WriteResult... refusals) {
    all.add(kind + " " + WriteResult.DURABLE);
    for (WriteResult refusal : refusals) {
      all.add(kind + " " + refusal);
    }
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
