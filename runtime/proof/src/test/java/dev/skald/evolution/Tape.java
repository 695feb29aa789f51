package dev.skald.evolution;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * All that happened to a run and around it. Every place on it is a moment at which the process can
 * have ended: between two entries nothing is durable and nothing has happened in the world. Safe
 * for use by any thread.
 */
final class Tape {

  private static final long LOOK_AGAIN_MILLIS = 5;

  private final List<Entry> entries = new ArrayList<>();

  Tape(List<Entry> before) {
    entries.addAll(before);
  }

  synchronized void add(Entry entry) {
    entries.add(entry);
    notifyAll();
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Lets time pass that nobody has to wait for: all that happened was earlier by so much. */
  synchronized void shift(long millis) {
    entries.replaceAll(
        entry ->
            entry instanceof Entry.Wrote wrote
                ? new Entry.Wrote(Writes.earlier(wrote.write(), millis))
                : entry);
  }

  /**
   * Waits for something that follows from what is on the tape.
   *
   * @return false if it did not come about in that time
   */
  boolean await(BooleanSupplier wanted, long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (true) {
        int seen = size();
        // Not under the monitor: it may look into an engine that is about to add something.
        if (wanted.getAsBoolean()) {
          return true;
        }
        if (!awaitMore(seen, end)) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized int size() {
    return entries.size();
  }

  /** Not for long: an engine shows what it has written a moment later. */
  private synchronized boolean awaitMore(int seen, long end) throws InterruptedException {
    if (entries.size() == seen) {
      wait(LOOK_AGAIN_MILLIS);
    }
    return System.nanoTime() < end;
  }

  /** The runs as their headers are, in the order of their start. */
  Map<UUID, RunHeader> headers() {
    Map<UUID, RunHeader> headers = new LinkedHashMap<>();
    for (Entry entry : entries()) {
      if (entry instanceof Entry.Wrote wrote) {
        if (wrote.write() instanceof JournalWrite.Create create) {
          headers.put(create.run().id(), create.run());
        } else if (wrote.write() instanceof JournalWrite.Append append && append.change() != null) {
          headers.computeIfPresent(append.run(), (id, header) -> changed(header, append.change()));
        }
      }
    }
    return headers;
  }

  private static RunHeader changed(RunHeader header, JournalWrite.Change change) {
    return new RunHeader(
        header.id(),
        header.saga(),
        header.key(),
        header.version(),
        header.fingerprint(),
        header.epoch(),
        change.state(),
        header.startedAt(),
        change.wakeAt());
  }

  /** The records of a run, in their order. */
  static List<JournalRecord> records(List<Entry> entries, UUID run) {
    List<JournalRecord> records = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Wrote wrote && run.equals(runOf(wrote.write()))) {
        records.addAll(wrote.write().records());
      }
    }
    return records;
  }

  static UUID runOf(JournalWrite write) {
    if (write instanceof JournalWrite.Create create) {
      return create.run().id();
    }
    return write instanceof JournalWrite.Append append
        ? append.run()
        : ((JournalWrite.Lock) write).run();
  }
}
