package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.StoredRun;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A journal in memory that fails as told. The faults concern whoever has it open. */
final class FaultyJournal implements JournalProvider {

  private final JournalProvider memory;

  /** What the next commits do, one after the other; then {@link #commit} again. */
  private final Queue<Commit> next = new ConcurrentLinkedQueue<>();

  private volatile Commit commit = JournalStore::commit;
  private volatile Function<JournalRecord, JournalRecord> reading = entry -> entry;
  private volatile Runnable beforeRead = () -> {};
  private volatile Runnable beforeReadAhead = () -> {};
  private volatile Runnable beforeList = () -> {};
  private volatile Runnable beforeFind = () -> {};
  private volatile Runnable beforeDue = () -> {};
  private volatile Runnable beforePurge = () -> {};
  private volatile Runnable afterClaim = () -> {};
  private final List<List<JournalWrite>> batches = new CopyOnWriteArrayList<>();
  private final LentTurn turn = new LentTurn(part -> write(List.of(part)).get(0));
  private volatile JournalStore last;
  private volatile FaultyCluster cluster;

  FaultyJournal() {
    this(new MemoryJournal());
  }

  FaultyJournal(JournalProvider memory) {
    this.memory = memory;
  }

  /** What the store that was opened last shares with others, and its faults. */
  FaultyCluster cluster() {
    return cluster;
  }

  @Override
  public JournalStore open() {
    JournalStore opened = memory.open();
    last = opened;
    cluster = opened.cluster().map(FaultyCluster::new).orElse(null);
    return new Store(opened);
  }

  /** The store that was opened last, without faults. */
  JournalStore store() {
    return last;
  }

  /** Opens the journal for somebody else: the present owner is fenced. */
  void takeOver() {
    last = memory.open();
  }

  void commits(Commit how) {
    commit = how;
  }

  void nextCommit(Commit how) {
    next.add(how);
  }

  void reads(Function<JournalRecord, JournalRecord> how) {
    reading = how;
  }

  void beforeRead(Runnable fault) {
    beforeRead = fault;
  }

  /** Faults come before a page of runs is read together. */
  void beforeReadAhead(Runnable fault) {
    beforeReadAhead = fault;
  }

  void beforeList(Runnable fault) {
    beforeList = fault;
  }

  void beforeFind(Runnable fault) {
    beforeFind = fault;
  }

  void beforeDue(Runnable fault) {
    beforeDue = fault;
  }

  /** Faults come before the journal is purged. */
  void beforePurge(Runnable fault) {
    beforePurge = fault;
  }

  /** Faults come when runs have been claimed: the answer is lost. */
  void afterClaim(Runnable fault) {
    afterClaim = fault;
  }

  /** The turn of writing, which transactional steps borrow. */
  LentTurn turn() {
    return turn;
  }

  private List<WriteResult> write(List<JournalWrite> batch) {
    return write(last, batch);
  }

  private List<WriteResult> write(JournalStore store, List<JournalWrite> batch) {
    batches.add(List.copyOf(batch));
    Commit how = next.poll();
    return (how == null ? commit : how).commit(store, batch);
  }

  /** The batches as they came, refused ones included. */
  List<List<JournalWrite>> batches() {
    return batches;
  }

  List<JournalRecord> records(String saga, String key) {
    return last.find(saga, key)
        .map(header -> last.read(header.id(), 0, 10_000))
        .orElseThrow(() -> new AssertionError("There is no run " + saga + " " + key));
  }

  List<String> kinds(String saga, String key) {
    return records(saga, key).stream()
        .map(entry -> entry.kind() + (entry.step() == null ? "" : " " + entry.step()))
        .toList();
  }

  /** Nothing is durable, and the store knows it. */
  static Commit fail() {
    return (store, batch) -> {
      throw new JournalException("disk full");
    };
  }

  /** The journal is not as the writer knows it. */
  static Commit diverged() {
    return (store, batch) -> Collections.nCopies(batch.size(), WriteResult.DIVERGED);
  }

  /** The connection breaks before or after the batch became durable; nobody knows. */
  static Commit unknown(boolean durable) {
    return (store, batch) -> {
      if (durable) {
        store.commit(batch);
      }
      throw new UnknownCommitException("connection lost", new java.io.IOException("reset"));
    };
  }

  /** What a commit does. */
  interface Commit {
    List<WriteResult> commit(JournalStore store, List<JournalWrite> batch);
  }

  private final class Store implements JournalStore {

    private final JournalStore to;

    Store(JournalStore to) {
      this.to = to;
    }

    @Override
    public long epochFor(String saga, String key) {
      return to.epochFor(saga, key);
    }

    @Override
    public Optional<JournalCluster> cluster() {
      return Optional.ofNullable(cluster);
    }

    @Override
    public List<WriteResult> commit(List<JournalWrite> batch) {
      return turn.inTurn(() -> write(to, batch));
    }

    @Override
    public Optional<JournalTransactions> transactions() {
      return Optional.of(turn);
    }

    @Override
    public Optional<RunHeader> find(String saga, String key) {
      beforeFind.run();
      return to.find(saga, key);
    }

    @Override
    public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
      beforeRead.run();
      return to.read(run, fromSeq, limit).stream().map(reading).filter(Objects::nonNull).toList();
    }

    @Override
    public List<StoredRun> findAll(Collection<RunHeader> runs, int limit) {
      beforeReadAhead.run();
      return JournalStore.super.findAll(runs, limit);
    }

    @Override
    public List<RunHeader> claim(String saga, int limit) {
      List<RunHeader> claimed = to.claim(saga, limit);
      afterClaim.run();
      return claimed;
    }

    @Override
    public Optional<RunHeader> claim(UUID run) {
      Optional<RunHeader> claimed = to.claim(run);
      afterClaim.run();
      return claimed;
    }

    @Override
    public List<RunHeader> nextInLine(UUID ended) {
      return to.nextInLine(ended);
    }

    @Override
    public List<RunHeader> due(long upTo, int limit) {
      beforeDue.run();
      return to.due(upTo, limit);
    }

    @Override
    public PurgePage purge(long before, @Nullable String cursor, int limit) {
      beforePurge.run();
      return to.purge(before, cursor, limit);
    }

    @Override
    public RunPage list(RunQuery query) {
      beforeList.run();
      return to.list(query);
    }

    @Override
    public void close() {
      turn.end();
      to.close();
    }
  }
}
