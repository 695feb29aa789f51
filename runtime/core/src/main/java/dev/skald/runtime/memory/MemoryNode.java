package dev.skald.runtime.memory;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.Letter;
import dev.skald.runtime.spi.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One node of a {@link MemoryCluster}. */
final class MemoryNode extends MemoryView implements JournalCluster {

  /** How often a lease is renewed while it lasts. */
  static final int RENEWALS = 5;

  private final ClusterData shared;

  private UUID node;

  /** Said for good, also to a node that has no lease yet, or another one later. */
  private boolean leaving;

  /** What this node was last told that it owns: shard to epoch. Replaced, never changed. */
  private volatile Map<Integer, Long> held = Map.of();

  private volatile long validUntil;

  MemoryNode(ClusterData shared) {
    super(shared.runs);
    this.shared = shared;
    this.validUntil = shared.now();
    synchronized (data) {
      node = shared.newNode();
    }
  }

  @Override
  public Optional<JournalCluster> cluster() {
    return Optional.of(this);
  }

  @Override
  public long epochFor(String saga, String key) {
    return held.getOrDefault(shardOf(saga, key), 0L);
  }

  @Override
  public int shardOf(String saga, String key) {
    return ClusterData.shardOf(saga, key);
  }

  @Override
  public Duration renewEvery() {
    return Duration.ofMillis(shared.lease() / RENEWALS);
  }

  @Override
  public boolean mayCall() {
    return !isClosed() && shared.now() < validUntil;
  }

  @Override
  public Holdings renew() {
    checkOpen();
    long begin = shared.now();
    synchronized (data) {
      if (!shared.renew(node)) {
        shared.drop(node);
        node = shared.newNode();
        shared.join(node);
        if (leaving) {
          shared.leave(node);
        }
      }
      int share = shared.share(node);
      shared.take(node, share);
      shared.purge();
      TreeMap<Integer, Long> owned = shared.owned(node);
      held = Map.copyOf(owned);
      validUntil = begin + shared.lease();
      Set<Integer> surplus = new HashSet<>();
      for (int shard : owned.descendingKeySet()) {
        if (surplus.size() < owned.size() - share) {
          surplus.add(shard);
        }
      }
      return new Holdings(node, owned, surplus);
    }
  }

  @Override
  public void release(Set<Integer> shards) {
    checkOpen();
    synchronized (data) {
      shared.release(node, shards);
      forget(shards);
    }
  }

  private void forget(Collection<Integer> shards) {
    Map<Integer, Long> rest = new HashMap<>(held);
    rest.keySet().removeAll(shards);
    held = Map.copyOf(rest);
  }

  @Override
  public void leave() {
    checkOpen();
    synchronized (data) {
      leaving = true;
      shared.leave(node);
    }
  }

  /** Takes effect at one moment, whole. */
  @Override
  public List<WriteResult> commit(List<JournalWrite> batch) {
    synchronized (data) {
      return super.commit(batch);
    }
  }

  @Override
  WriteResult create(Create part) {
    WriteResult refusal = refusal(part);
    if (refusal != null) {
      return refusal;
    }
    RunHeader header = part.run();
    long epoch = shared.epoch(node, shardOf(header.saga(), header.key()));
    boolean ours = epoch > 0 && epoch == header.epoch();
    MemoryRun run = Objects.requireNonNull(add(part, ours ? epoch : 0));
    shared.wakes.add(run);
    if (ours) {
      return WriteResult.DURABLE;
    }
    shared.unclaimed.add(run);
    return WriteResult.ELSEWHERE;
  }

  /** Whether a run's shard is held with an epoch; whoever learns that it is not, knows it. */
  private boolean isFenced(MemoryRun run, long epoch) {
    int shard = shardOf(run.header().saga(), run.header().key());
    boolean lost = epoch <= 0 || shared.epoch(node, shard) != epoch;
    if (lost && held.getOrDefault(shard, 0L) == epoch) {
      forget(Set.of(shard));
    }
    return lost || run.header().epoch() != epoch;
  }

  @Override
  WriteResult append(Append part) {
    MemoryRun run = data.find(part.run());
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    if (isFenced(run, part.epoch())) {
      return WriteResult.FENCED;
    }
    Answer answer = part.answer();
    if (answer != null && !shared.isOpen(answer.letter())) {
      return WriteResult.EXISTS;
    }
    if (!follows(part.records(), run.records.size())) {
      return WriteResult.DIVERGED;
    }
    run.append(part.records());
    change(run, part.change());
    if (answer != null) {
      shared.answer(answer);
    }
    return WriteResult.DURABLE;
  }

  private void change(MemoryRun run, @Nullable Change change) {
    if (change != null) {
      shared.wakes.remove(run);
      run.change(change);
      shared.wakes.add(run);
    }
  }

  @Override
  WriteResult lock(Lock part) {
    MemoryRun run = data.find(part.run());
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    if (isFenced(run, part.epoch())) {
      return WriteResult.FENCED;
    }
    return data.locks.ask(run, part.keys()) ? WriteResult.DURABLE : WriteResult.QUEUED;
  }

  @Override
  public List<RunHeader> claim(String saga, int limit) {
    checkOpen();
    synchronized (data) {
      List<RunHeader> mine = new ArrayList<>();
      MemoryRun run = data.runs.from(0);
      while (run != null && mine.size() < limit) {
        boolean left = run.header().saga().equals(saga) && !run.header().state().isEnd();
        if (left && claim(run)) {
          mine.add(run.header());
        }
        run = data.runs.from(run.number + 1);
      }
      return mine;
    }
  }

  @Override
  public List<RunHeader> claimCreated(Collection<String> sagas, int limit) {
    checkOpen();
    synchronized (data) {
      List<MemoryRun> found = new ArrayList<>(shared.unclaimed);
      found.removeIf(run -> !sagas.contains(run.header().saga()));
      found.sort((one, other) -> Integer.compare(one.number, other.number));
      List<RunHeader> mine = new ArrayList<>();
      for (MemoryRun run : found) {
        if (mine.size() < limit && claim(run)) {
          mine.add(run.header());
        }
      }
      return mine;
    }
  }

  @Override
  public Optional<RunHeader> claim(UUID id) {
    checkOpen();
    synchronized (data) {
      MemoryRun run = data.find(id);
      if (run == null || epochOf(run) == 0) {
        return Optional.empty();
      }
      claim(run);
      return Optional.of(run.header());
    }
  }

  /** What a run in a shard of ours would carry, 0 for one that is not. */
  private long epochOf(MemoryRun run) {
    return shared.epoch(node, shardOf(run.header().saga(), run.header().key()));
  }

  /** True if the run had not been taken up yet. */
  private boolean claim(MemoryRun run) {
    long epoch = epochOf(run);
    boolean claimed = run.header().epoch() < epoch;
    if (claimed) {
      run.claim(epoch);
      shared.unclaimed.remove(run);
    }
    return claimed;
  }

  @Override
  boolean mayPurge(MemoryRun run) {
    return epochOf(run) > 0;
  }

  @Override
  void purged(MemoryRun run) {
    shared.wakes.remove(run);
    shared.unclaimed.remove(run);
  }

  @Override
  public List<RunHeader> due(long upTo, int limit) {
    checkOpen();
    return shared.wakes.due(upTo, limit, this::owns);
  }

  @Override
  public List<RunHeader> firstInLine(int limit) {
    checkOpen();
    synchronized (data) {
      Predicate<RunHeader> ours = this::owns;
      return data.locks.firstInLine().stream()
          .map(MemoryRun::header)
          .filter(ours)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<RunHeader> headers(Collection<UUID> runs) {
    checkOpen();
    List<RunHeader> headers = new ArrayList<>();
    for (UUID id : runs) {
      MemoryRun run = data.find(id);
      if (run != null) {
        headers.add(run.header());
      }
    }
    return headers;
  }

  @Override
  public void send(Letter letter) {
    checkOpen();
    synchronized (data) {
      shared.send(letter);
    }
  }

  @Override
  public List<Letter> letters(int limit) {
    checkOpen();
    synchronized (data) {
      return shared.letters(held.keySet(), limit);
    }
  }

  @Override
  public void answer(Answer answer) {
    checkOpen();
    synchronized (data) {
      shared.answerAlone(node, answer);
    }
  }

  @Override
  public Map<UUID, byte[]> answers(Collection<UUID> letters) {
    checkOpen();
    synchronized (data) {
      return shared.answers(letters);
    }
  }

  @Override
  public void close() {
    synchronized (data) {
      if (!isClosed()) {
        super.close();
        shared.drop(node);
        held = Map.of();
      }
    }
  }
}
