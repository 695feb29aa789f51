package dev.skald.runtime.memory;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The view one owner has of a {@link MemoryJournal}. */
final class MemoryStore extends MemoryView {

  private final long epoch;

  /** Runs from here on were created by this owner: there is nothing to claim among them. */
  private final int firstOwn;

  /** How far {@link #claim} got, by saga; everything before is claimed or at its end. */
  private final Map<String, Integer> claimed = new HashMap<>();

  private final MemoryWakes wakes = new MemoryWakes();
  private volatile boolean fenced;

  MemoryStore(MemoryData data, long epoch) {
    super(data);
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
  WriteResult create(Create part) {
    if (fenced) {
      return WriteResult.FENCED;
    }
    WriteResult refusal = refusal(part);
    if (refusal != null) {
      return refusal;
    }
    wakes.add(add(part, epoch));
    return WriteResult.DURABLE;
  }

  @Override
  WriteResult lock(Lock part) {
    MemoryRun run = data.find(part.run());
    if (fenced) {
      return WriteResult.FENCED;
    }
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

  @Override
  WriteResult append(Append part) {
    MemoryRun run = data.find(part.run());
    if (fenced) {
      return WriteResult.FENCED;
    }
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
      wakes.remove(run);
      run.change(change);
      wakes.add(run);
    }
    return WriteResult.DURABLE;
  }

  @Override
  public List<RunHeader> claim(String saga, int limit) {
    checkOpen();
    synchronized (data) {
      List<RunHeader> mine = new ArrayList<>();
      int number = claimed.getOrDefault(saga, 0);
      for (; !fenced && number < firstOwn && mine.size() < limit; number++) {
        MemoryRun run = data.runs.find(number);
        if (run == null) {
          continue;
        }
        RunHeader header = run.header();
        boolean left = header.epoch() != epoch && !header.state().isEnd();
        if (left && header.saga().equals(saga)) {
          run.claim(epoch);
          wakes.add(run);
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
        wakes.add(run);
      }
      return Optional.of(run.header());
    }
  }

  @Override
  public List<RunHeader> due(long upTo, int limit) {
    checkOpen();
    return wakes.due(upTo, limit, run -> true);
  }

  @Override
  boolean mayPurge(MemoryRun run) {
    return !fenced;
  }

  @Override
  void purged(MemoryRun run) {
    wakes.remove(run);
  }
}
