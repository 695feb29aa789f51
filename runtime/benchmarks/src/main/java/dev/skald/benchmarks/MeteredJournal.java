package dev.skald.benchmarks;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.StoredRun;
import dev.skald.runtime.spi.WriteResult;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A journal that counts what became durable in it. Safe for use by any thread. */
final class MeteredJournal implements JournalProvider {

  /** Enough that some of them are in each shard. */
  private static final int KEYS = 2_000;

  /** Enough for many leases. */
  private static final long PATIENCE_NANOS = 300_000_000_000L;

  private static final Set<WriteResult> DURABLE =
      EnumSet.of(WriteResult.DURABLE, WriteResult.ELSEWHERE);

  /** Keys are not spread quite evenly. */
  private static final double SLACK = 0.3;

  private final JournalProvider journal;
  private volatile JournalStore last;
  private final LongAdder started = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private int[] batches = new int[1 << 12];
  private int batchCount;

  MeteredJournal(JournalProvider journal) {
    this.journal = journal;
  }

  @Override
  public JournalStore open() {
    JournalStore store = journal.open();
    last = store;
    return new MeteredStore(store);
  }

  /**
   * Waits until the engine owns its share of the shards, where there are any: all of them if it is
   * the only one, about as many as each of the others if it is not.
   *
   * @param nodes how many engines there are or will be
   */
  void awaitShare(int nodes) {
    int least = nodes == 1 ? KEYS : (int) (KEYS * (1 - SLACK) / nodes);
    int most = (int) (KEYS * (1 + SLACK) / nodes);
    long until = System.nanoTime() + PATIENCE_NANOS;
    for (int owned = owned(); owned < least || owned > most; owned = owned()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            "One of " + nodes + " nodes owns " + owned + " of " + KEYS + " keys and no fair share");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private int owned() {
    int owned = 0;
    for (int i = 0; i < KEYS; i++) {
      owned += owns("saga", "key-" + i) ? 1 : 0;
    }
    return owned;
  }

  /** Whether a run that is made now would belong to this store. */
  boolean owns(String saga, String key) {
    return last.epochFor(saga, key) != 0;
  }

  Subject.Journaled counts() {
    return new Subject.Journaled(started.sum(), ended.sum(), records.sum(), commits.sum());
  }

  /** How many records each commit had since this was last asked. */
  synchronized int[] takeBatches() {
    int[] taken = Arrays.copyOf(batches, batchCount);
    batchCount = 0;
    return taken;
  }

  private void count(List<JournalWrite> batch, List<WriteResult> results, boolean alone) {
    int rows = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (DURABLE.contains(results.get(i))) {
        rows += batch.get(i).records().size();
        count(batch.get(i));
      }
    }
    records.add(rows);
    commits.increment();
    if (!alone) {
      keep(rows);
    }
  }

  /** Of commits that come one after the other: a lock that all share would be felt otherwise. */
  private synchronized void keep(int rows) {
    if (batchCount == batches.length) {
      batches = Arrays.copyOf(batches, 2 * batchCount);
    }
    batches[batchCount++] = rows;
  }

  private void count(JournalWrite write) {
    if (write instanceof JournalWrite.Create) {
      started.increment();
    } else if (write instanceof JournalWrite.Append append) {
      JournalWrite.Change change = append.change();
      if (change != null && change.state().isEnd()) {
        ended.increment();
      }
    }
  }

  /** Hands everything on. */
  private final class MeteredStore implements JournalStore {

    private final JournalStore store;

    MeteredStore(JournalStore store) {
      this.store = store;
    }

    @Override
    public long epochFor(String saga, String key) {
      return store.epochFor(saga, key);
    }

    @Override
    public List<WriteResult> commit(List<JournalWrite> batch) {
      List<WriteResult> results = store.commit(batch);
      count(batch, results, store.commitsAtOnce());
      return results;
    }

    @Override
    public boolean commitsAtOnce() {
      return store.commitsAtOnce();
    }

    @Override
    public Optional<RunHeader> find(String saga, String key) {
      return store.find(saga, key);
    }

    @Override
    public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
      return store.read(run, fromSeq, limit);
    }

    @Override
    public List<StoredRun> findAll(Collection<RunHeader> runs, int limit) {
      return store.findAll(runs, limit);
    }

    @Override
    public List<RunHeader> claim(String saga, int limit) {
      return store.claim(saga, limit);
    }

    @Override
    public Optional<RunHeader> claim(UUID run) {
      return store.claim(run);
    }

    @Override
    public List<RunHeader> nextInLine(UUID ended) {
      return store.nextInLine(ended);
    }

    @Override
    public Optional<JournalCluster> cluster() {
      return store.cluster();
    }

    @Override
    public Optional<JournalTransactions> transactions() {
      return store.transactions().map(all -> run -> new MeteredTransaction(all.begin(run)));
    }

    @Override
    public List<RunHeader> due(long upTo, int limit) {
      return store.due(upTo, limit);
    }

    @Override
    public PurgePage purge(long before, String cursor, int limit) {
      return store.purge(before, cursor, limit);
    }

    @Override
    public RunPage list(RunQuery query) {
      return store.list(query);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** Hands everything on. */
  private final class MeteredTransaction implements JournalTransaction {

    private final JournalTransaction transaction;

    MeteredTransaction(JournalTransaction transaction) {
      this.transaction = transaction;
    }

    @Override
    public <T> T resource(Class<T> type) {
      return transaction.resource(type);
    }

    @Override
    public WriteResult commit(JournalWrite.Append write) {
      WriteResult result = transaction.commit(write);
      count(List.of(write), List.of(result), false);
      return result;
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}
