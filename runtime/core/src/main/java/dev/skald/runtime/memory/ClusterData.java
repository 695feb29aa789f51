package dev.skald.runtime.memory;

import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.Letter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a {@link MemoryCluster} share: the truth, of which each of them knows only what
 * it was told. Used under the lock of {@link #runs}.
 */
final class ClusterData {

  private static final int SHARDS = MemoryCluster.SHARDS;

  /** How long an answer is kept, for those who still look for it. */
  private static final long ANSWERS_KEPT_MILLIS = 600_000;

  final MemoryData runs = new MemoryData(MemoryData.ALL);
  final MemoryWakes wakes = new MemoryWakes();

  /** Runs that were created elsewhere and that nobody has taken up. */
  final Set<MemoryRun> unclaimed = new HashSet<>();

  private final LongSupplier clock;
  private final long lease;
  private final Map<UUID, Lease> leases = new HashMap<>();
  private final @Nullable UUID[] owners = new UUID[SHARDS];
  private final long[] epochs = new long[SHARDS];
  private final Map<UUID, Mail> mail = new LinkedHashMap<>();
  private long nodes;

  ClusterData(LongSupplier clock, long lease) {
    this.clock = clock;
    this.lease = lease;
  }

  long now() {
    return clock.getAsLong();
  }

  long lease() {
    return lease;
  }

  static int shardOf(String saga, String key) {
    CRC32 hash = new CRC32();
    hash.update((saga + "\n" + key).getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % SHARDS);
  }

  /** Renews a lease that has not lapsed; false if it has, for ever. */
  boolean renew(UUID node) {
    Lease held = leases.get(node);
    if (held == null || held.until < now()) {
      return false;
    }
    leases.put(node, new Lease(now() + lease, held.leaving));
    return true;
  }

  /** The identity of a node that has no lease yet. */
  UUID newNode() {
    return new UUID(0x7000, ++nodes);
  }

  /** Gives a new node its lease; it owns nothing. */
  void join(UUID node) {
    leases.put(node, new Lease(now() + lease, false));
  }

  void leave(UUID node) {
    leases.computeIfPresent(node, (id, held) -> new Lease(held.until, true));
  }

  /** The node is gone, and so is its hold on anything. */
  void drop(UUID node) {
    leases.remove(node);
    release(node, owned(node).keySet());
  }

  /** How many shards each node is to own. */
  int share(UUID node) {
    int sharing = 0;
    for (Lease held : leases.values()) {
      sharing += held.until >= now() && !held.leaving ? 1 : 0;
    }
    Lease own = leases.get(node);
    return own == null || own.leaving ? 0 : (SHARDS + sharing - 1) / sharing;
  }

  /** Takes what nobody owns who lives, up to a number in all. */
  void take(UUID node, int share) {
    int owned = owned(node).size();
    for (int shard = 0; shard < SHARDS && owned < share; shard++) {
      Lease held = owners[shard] == null ? null : leases.get(owners[shard]);
      if (held == null || held.until < now()) {
        owners[shard] = node;
        epochs[shard]++;
        owned++;
      }
    }
  }

  void release(UUID node, Collection<Integer> shards) {
    for (int shard : shards) {
      if (node.equals(owners[shard])) {
        owners[shard] = null;
      }
    }
  }

  /** What a node owns, with the epochs. */
  TreeMap<Integer, Long> owned(UUID node) {
    TreeMap<Integer, Long> owned = new TreeMap<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      if (node.equals(owners[shard])) {
        owned.put(shard, epochs[shard]);
      }
    }
    return owned;
  }

  /** The epoch that a node holds a shard with, 0 if it does not. */
  long epoch(UUID node, int shard) {
    return node.equals(owners[shard]) ? epochs[shard] : 0;
  }

  void send(Letter letter) {
    mail.putIfAbsent(letter.id(), new Mail(letter));
  }

  /** Letters that are not answered, to runs in some shards. */
  List<Letter> letters(Set<Integer> shards, int limit) {
    List<Letter> letters = new ArrayList<>();
    for (Mail sent : mail.values()) {
      Letter letter = sent.letter;
      boolean ours = shards.contains(shardOf(letter.saga(), letter.key()));
      if (ours && sent.answer == null && letters.size() < limit) {
        letters.add(letter);
      }
    }
    return letters;
  }

  boolean isOpen(UUID letter) {
    Mail sent = mail.get(letter);
    return sent != null && sent.answer == null;
  }

  void answer(Answer answer) {
    Mail sent = mail.get(answer.letter());
    if (sent != null && sent.answer == null) {
      sent.answer = answer.bytes();
      sent.answeredAt = now();
    }
  }

  /** The same for what is not written together with anything else. */
  void answerAlone(UUID node, Answer answer) {
    Mail sent = mail.get(answer.letter());
    if (sent != null && epoch(node, shardOf(sent.letter.saga(), sent.letter.key())) > 0) {
      answer(answer);
    }
  }

  Map<UUID, byte[]> answers(Collection<UUID> letters) {
    Map<UUID, byte[]> answers = new HashMap<>();
    for (UUID letter : letters) {
      Mail sent = mail.get(letter);
      if (sent != null && sent.answer != null) {
        answers.put(letter, sent.answer);
      }
    }
    return answers;
  }

  /** Clears away what nobody looks for any more. */
  void purge() {
    long before = now() - ANSWERS_KEPT_MILLIS;
    mail.values().removeIf(sent -> sent.answer != null && sent.answeredAt < before);
  }

  private record Lease(long until, boolean leaving) {}

  private static final class Mail {
    private final Letter letter;
    private byte @Nullable [] answer;
    private long answeredAt;

    Mail(Letter letter) {
      this.letter = letter;
    }
  }
}
