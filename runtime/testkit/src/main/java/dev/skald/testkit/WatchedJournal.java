package dev.skald.testkit;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal that counts what is appended, and can let the process end at one of these points. The
 * journal itself outlives the process.
 */
final class WatchedJournal implements JournalProvider {

  private final JournalProvider behind;
  private @Nullable JournalStore open;
  private int appends;
  private @Nullable CrashPoint crash;
  private Runnable kill = () -> {};

  WatchedJournal(JournalProvider behind) {
    this.behind = behind;
  }

  /**
   * Where the process ends.
   *
   * @param append the number of the append, from 1
   * @param durable whether that append is durable, or lost with the process
   */
  record CrashPoint(int append, boolean durable) {}

  /** The process ends at a point, once. */
  void crashAt(CrashPoint point) {
    crash = point;
  }

  /** What ends the process of whoever has the journal open now. */
  void killedBy(Runnable killing) {
    kill = killing;
  }

  /** How many appends there have been, in all processes. */
  int appends() {
    return appends;
  }

  @Override
  public JournalStore open() {
    open = behind.open();
    return new Store(open);
  }

  /** The store as the process that has it open now sees it. */
  JournalStore store() {
    if (open == null) {
      throw new IllegalStateException("The journal is not open");
    }
    return open;
  }

  /** When a run wants to be looked at, at the earliest. */
  OptionalLong wakesAt() {
    List<RunHeader> first = store().due(RunHeader.NEVER - 1, 1);
    return first.isEmpty() ? OptionalLong.empty() : OptionalLong.of(first.get(0).wakeAt());
  }

  List<JournalRecord> records(RunHeader run) {
    return store().read(run.id(), 0, Integer.MAX_VALUE);
  }

  /** Everything before the point is written; the point itself only if it is to be durable. */
  private synchronized List<WriteResult> commit(JournalStore to, List<JournalWrite> batch) {
    int before = appends;
    for (int i = 0; i < batch.size(); i++) {
      appends += batch.get(i).records().isEmpty() ? 0 : 1;
      CrashPoint point = crash;
      if (point != null && appends == point.append()) {
        crash = null;
        List<JournalWrite> written = batch.subList(0, point.durable() ? i + 1 : i);
        List<WriteResult> results =
            new ArrayList<>(written.isEmpty() ? List.of() : to.commit(written));
        appends = point.durable() ? appends : appends - 1;
        kill.run();
        // Nobody is left to be told; of what was not written, too, nothing follows any more.
        results.addAll(Collections.nCopies(batch.size() - results.size(), WriteResult.DURABLE));
        return results;
      }
    }
    try {
      return to.commit(batch);
    } catch (JournalException e) {
      appends = before;
      throw e;
    }
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
    public List<WriteResult> commit(List<JournalWrite> batch) {
      return WatchedJournal.this.commit(to, batch);
    }

    @Override
    public Optional<RunHeader> find(String saga, String key) {
      return to.find(saga, key);
    }

    @Override
    public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
      return to.read(run, fromSeq, limit);
    }

    @Override
    public List<RunHeader> claim(String saga, int limit) {
      return to.claim(saga, limit);
    }

    @Override
    public Optional<RunHeader> claim(UUID run) {
      return to.claim(run);
    }

    @Override
    public List<RunHeader> nextInLine(UUID ended) {
      return to.nextInLine(ended);
    }

    @Override
    public Optional<JournalTransactions> transactions() {
      return to.transactions().map(all -> run -> new Transaction(all.begin(run)));
    }

    @Override
    public List<RunHeader> due(long upTo, int limit) {
      return to.due(upTo, limit);
    }

    @Override
    public PurgePage purge(long before, @Nullable String cursor, int limit) {
      return to.purge(before, cursor, limit);
    }

    @Override
    public RunPage list(RunQuery query) {
      return to.list(query);
    }

    @Override
    public void close() {
      to.close();
    }
  }

  /** What a transaction commits is an append as well. */
  private final class Transaction implements JournalTransaction {

    private final JournalTransaction to;

    Transaction(JournalTransaction to) {
      this.to = to;
    }

    @Override
    public <T> T resource(Class<T> type) {
      return to.resource(type);
    }

    @Override
    public WriteResult commit(JournalWrite.Append write) {
      synchronized (WatchedJournal.this) {
        appends++;
        CrashPoint point = crash;
        if (point == null || appends != point.append()) {
          return to.commit(write);
        }
        crash = null;
        if (point.durable()) {
          to.commit(write);
        } else {
          appends--;
          to.close();
        }
        kill.run();
        return WriteResult.DURABLE;
      }
    }

    @Override
    public void close() {
      to.close();
    }
  }
}
