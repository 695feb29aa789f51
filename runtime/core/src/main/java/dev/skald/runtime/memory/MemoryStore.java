package dev.skald.runtime.memory;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;

/** The view one owner has of a {@link MemoryJournal}. */
final class MemoryStore implements JournalStore {

  private final MemoryData data;
  private final long epoch;

  /** Runs from here on were created by this owner: there is nothing to claim among them. */
  private final int firstOwn;

  /** How far {@link #claim} got, by saga; everything before is claimed or at its end. */
  private final Map<String, Integer> claimed = new HashMap<>();

  /** Wake-ups of owned runs, earliest first; runs that want none are not in it. */
  private final NavigableSet<Wake> wakes = new ConcurrentSkipListSet<>();

  private volatile boolean fenced;
  private volatile boolean closed;

  MemoryStore(MemoryData data, long epoch) {
    this.data = data;
    this.epoch = epoch;
    this.firstOwn = data.runs.size();
  }

  /** Called under the lock of the data: no write of this store is under way. */
  void fence() {
    fenced = true;
    wakes.clear();
  }

  @Override
  public long epochFor(String saga, String key) {
    return epoch;
  }

  @Override
  public List<WriteResult> commit(List<JournalWrite> batch) {
    checkOpen();
    synchronized (data) {
      if (batch.size() == 1) {
        return List.of(write(batch.get(0)));
      }
      WriteResult[] results = new WriteResult[batch.size()];
      for (int i = 0; i < results.length; i++) {
        results[i] = write(batch.get(i));
      }
      return Arrays.asList(results);
    }
  }

  private WriteResult write(JournalWrite part) {
    if (fenced) {
      return WriteResult.FENCED;
    }
    if (part instanceof Create create) {
      return create(create);
    }
    return part instanceof Append append ? append(append) : lock((Lock) part);
  }

  private WriteResult create(Create part) {
    RunHeader header = part.run();
    if (data.find(header.saga(), header.key()) != null) {
      return WriteResult.EXISTS;
    }
    if (data.find(header.id()) != null || !follows(part.records(), 0)) {
      return WriteResult.DIVERGED;
    }
    MemoryRun run = new MemoryRun(data.runs.size(), owned(header));
    run.append(part.records());
    data.add(run);
    wake(run);
    return WriteResult.DURABLE;
  }

  private WriteResult lock(Lock part) {
    MemoryRun run = data.find(part.run());
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    if (isForeign(run, part.epoch())) {
      return WriteResult.FENCED;
    }
    return data.locks.ask(run, part.keys()) ? WriteResult.DURABLE : WriteResult.QUEUED;
  }

  private boolean isForeign(MemoryRun run, long held) {
    return held != epoch || run.header().epoch() != epoch;
  }

  private WriteResult append(Append part) {
    MemoryRun run = data.find(part.run());
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    if (isForeign(run, part.epoch())) {
      return WriteResult.FENCED;
    }
    if (!follows(part.records(), run.records.size())) {
      return WriteResult.DIVERGED;
    }
    run.append(part.records());
    Change change = part.change();
    if (change != null) {
      sleep(run);
      run.change(change);
      wake(run);
    }
    return WriteResult.DURABLE;
  }

  private static boolean follows(List<JournalRecord> records, int next) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).seq() != next + i) {
        return false;
      }
    }
    return true;
  }

  private RunHeader owned(RunHeader header) {
    return header.epoch() == epoch
        ? header
        : new RunHeader(
            header.id(),
            header.saga(),
            header.key(),
            header.version(),
            header.fingerprint(),
            epoch,
            header.state(),
            header.startedAt(),
            header.wakeAt());
  }

  private void wake(MemoryRun run) {
    if (run.header().wakeAt() != RunHeader.NEVER) {
      wakes.add(new Wake(run.header().wakeAt(), run));
    }
  }

  private void sleep(MemoryRun run) {
    if (run.header().wakeAt() != RunHeader.NEVER) {
      wakes.remove(new Wake(run.header().wakeAt(), run));
    }
  }

  @Override
  public Optional<RunHeader> find(String saga, String key) {
    checkOpen();
    return Optional.ofNullable(data.find(saga, key)).map(MemoryRun::header);
  }

  @Override
  public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
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
  public List<RunHeader> claim(String saga, int limit) {
    checkOpen();
    synchronized (data) {
      List<RunHeader> mine = new ArrayList<>();
      int number = claimed.getOrDefault(saga, 0);
      for (; !fenced && number < firstOwn && mine.size() < limit; number++) {
        MemoryRun run = data.runs.get(number);
        RunHeader header = run.header();
        boolean left = header.epoch() != epoch && !header.state().isEnd();
        if (left && header.saga().equals(saga)) {
          run.claim(epoch);
          wake(run);
          mine.add(run.header());
        }
      }
      claimed.put(saga, number);
      return mine;
    }
  }

  @Override
  public Optional<RunHeader> claim(UUID id) {
    checkOpen();
    synchronized (data) {
      MemoryRun run = data.find(id);
      if (run == null) {
        return Optional.empty();
      }
      if (fenced) {
        throw new JournalException("The journal was opened by another engine, which owns it now");
      }
      if (run.header().epoch() != epoch) {
        run.claim(epoch);
        wake(run);
      }
      return Optional.of(run.header());
    }
  }

  @Override
  public List<RunHeader> nextInLine(UUID ended) {
    checkOpen();
    synchronized (data) {
      MemoryRun run = data.find(ended);
      return run == null ? List.of() : data.locks.nextInLine(run);
    }
  }

  @Override
  public List<RunHeader> due(long upTo, int limit) {
    checkOpen();
    List<RunHeader> due = new ArrayList<>();
    for (Wake wake : wakes) {
      if (wake.at > upTo || due.size() == limit) {
        break;
      }
      RunHeader header = wake.run.header();
      // A commit may have changed the wake-up meanwhile; then it stands elsewhere in the set.
      if (header.wakeAt() == wake.at) {
        due.add(header);
      }
    }
    return due;
  }

  @Override
  public RunPage list(RunQuery query) {
    checkOpen();
    return data.list(query);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new JournalException("The journal is closed: open it again to go on");
    }
  }

  private record Wake(long at, MemoryRun run) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      int order = Long.compare(at, other.at);
      return order != 0 ? order : Integer.compare(run.number, other.run.number);
    }
  }
}
