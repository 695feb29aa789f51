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
    // After the former owner was fenced: what it makes from now on it takes back.
    this.firstOwn = data.runs.size();
  }

  /** Another owner is about to open the journal: what this one writes from now on is refused. */
  void fence() {
    fenced = true;
    wakes.clear();
  }

  @Override
  public boolean commitsAtOnce() {
    return true;
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
    MemoryRun run = add(part, epoch);
    if (run == null) {
      return WriteResult.EXISTS;
    }
    return fenced && takeBack(run) ? WriteResult.FENCED : made(run);
  }

  private WriteResult made(MemoryRun run) {
    wakes.add(run);
    endedIfSo(run);
    return WriteResult.DURABLE;
  }

  /**
   * The next owner may have looked for what is left just before this run was there. False if it has
   * found it, and goes on with it.
   */
  private boolean takeBack(MemoryRun run) {
    synchronized (run) {
      boolean unseen = run.header().epoch() == epoch;
      if (unseen) {
        data.takeOut(run);
      }
      return unseen;
    }
  }

  private void endedIfSo(MemoryRun run) {
    if (run.header().state().isEnd()) {
      data.ended(run);
    }
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
    synchronized (data) {
      return data.locks.ask(run, part.keys()) ? WriteResult.DURABLE : WriteResult.QUEUED;
    }
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
    Change change = part.change();
    synchronized (run) {
      if (isForeign(run, part.epoch())) {
        return WriteResult.FENCED;
      }
      if (!follows(part.records(), run.records.size())) {
        return WriteResult.DIVERGED;
      }
      run.append(part.records());
      if (change != null) {
        wakes.remove(run);
        run.change(change);
        wakes.add(run);
      }
    }
    if (change != null) {
      endedIfSo(run);
    }
    return WriteResult.DURABLE;
  }

  @Override
  public List<RunHeader> claim(String saga, int limit) {
    checkOpen();
    synchronized (data) {
      List<RunHeader> mine = new ArrayList<>();
      int number = claimed.getOrDefault(saga, 0);
      MemoryRun run = data.runs.from(number);
      while (!fenced && run != null && run.number < firstOwn && mine.size() < limit) {
        RunHeader header = run.header();
        boolean left = header.epoch() != epoch && !header.state().isEnd();
        if (left && header.saga().equals(saga)) {
          mine.add(take(run));
        }
        number = run.number + 1;
        run = data.runs.from(number);
      }
      claimed.put(saga, number);
      return mine;
    }
  }

  /** From here on the former owner writes nothing to it. */
  private RunHeader take(MemoryRun run) {
    synchronized (run) {
      run.claim(epoch);
      wakes.add(run);
      return run.header();
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
      return Optional.of(run.header().epoch() == epoch ? run.header() : take(run));
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
