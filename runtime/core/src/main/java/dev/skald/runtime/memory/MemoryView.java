package dev.skald.runtime.memory;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every view of the data does the same way. What may be written, and what it wakes, differs.
 */
abstract class MemoryView implements JournalStore {

  /** How many records are removed at once, about. */
  private static final int MOST_PURGED = 500;

  final MemoryData data;
  private volatile boolean closed;

  MemoryView(MemoryData data) {
    this.data = data;
  }

  @Override
  public List<WriteResult> commit(List<JournalWrite> batch) {
    checkOpen();
    if (batch.size() == 1) {
      return List.of(write(batch.get(0)));
    }
    WriteResult[] results = new WriteResult[batch.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = write(batch.get(i));
    }
    return Arrays.asList(results);
  }

  private WriteResult write(JournalWrite part) {
    if (part instanceof Create create) {
      return create(create);
    }
    return part instanceof Append append ? append(append) : lock((Lock) part);
  }

  abstract WriteResult create(Create part);

  abstract WriteResult append(Append part);

  abstract WriteResult lock(Lock part);

  /** Why a run cannot be made, or {@code null} if it can. */
  final @Nullable WriteResult refusal(Create part) {
    RunHeader header = part.run();
    if (data.find(header.saga(), header.key()) != null) {
      return WriteResult.EXISTS;
    }
    boolean fits = data.find(header.id()) == null && follows(part.records(), 0);
    return fits ? null : WriteResult.DIVERGED;
  }

  /** Makes a run with the epoch it is to carry; {@code null} if its key has just been taken. */
  final @Nullable MemoryRun add(Create part, long epoch) {
    MemoryRun run = new MemoryRun(data.runs.take(), MemoryRun.withEpoch(part.run(), epoch));
    run.append(part.records());
    return data.add(run) ? run : null;
  }

  static boolean follows(List<JournalRecord> records, int next) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).seq() != next + i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final Optional<RunHeader> find(String saga, String key) {
    checkOpen();
    return Optional.ofNullable(data.find(saga, key)).map(MemoryRun::header);
  }

  @Override
  public final List<JournalRecord> read(UUID run, int fromSeq, int limit) {
    checkOpen();
    MemoryRun found = data.find(run);
    if (found == null) {
      return List.of();
    }
    int end = (int) Math.min((long) fromSeq + limit, found.records.size());
    List<JournalRecord> records = new ArrayList<>(Math.max(0, end - fromSeq));
    for (int seq = fromSeq; seq < end; seq++) {
      records.add(found.records.get(seq));
    }
    return records;
  }

  @Override
  public final List<RunHeader> nextInLine(UUID ended) {
    checkOpen();
    synchronized (data) {
      MemoryRun run = data.find(ended);
      return run == null ? List.of() : data.locks.nextInLine(run);
    }
  }

  @Override
  public final PurgePage purge(long before, @Nullable String cursor, int limit) {
    checkOpen();
    synchronized (data) {
      int number = cursor == null ? 0 : Integer.parseInt(cursor);
      int looked = 0;
      int records = 0;
      int removed = 0;
      boolean old = false;
      MemoryRun run = data.runs.from(number);
      while (run != null && looked < limit) {
        if (mayPurge(run)) {
          // A child that is turned back goes on, though it was at its end.
          synchronized (run) {
            if (isOver(run, before)) {
              records += run.records.size();
              if (removed > 0 && records > MOST_PURGED) {
                break;
              }
              data.remove(run);
              purged(run);
              removed++;
            }
          }
          old |= run.header().startedAt() < before;
          looked++;
        }
        number = run.number + 1;
        run = data.runs.from(number);
      }
      boolean last = run == null || !old;
      return new PurgePage(removed, last ? null : Integer.toString(number));
    }
  }

  private static boolean isOver(MemoryRun run, long before) {
    int size = run.records.size();
    long lastAt = size == 0 ? run.header().startedAt() : run.records.get(size - 1).at();
    return run.header().state().isEnd() && lastAt < before;
  }

  /** Whether this store owns the run's shard; called under the lock of the data. */
  abstract boolean mayPurge(MemoryRun run);

  /** A run is no longer there; called under the lock of the data. */
  abstract void purged(MemoryRun run);

  @Override
  public final RunPage list(RunQuery query) {
    checkOpen();
    return data.list(query);
  }

  @Override
  public void close() {
    closed = true;
  }

  final boolean isClosed() {
    return closed;
  }

  final void checkOpen() {
    if (closed) {
      throw new JournalException("The journal is closed: open it again to go on");
    }
  }
}
