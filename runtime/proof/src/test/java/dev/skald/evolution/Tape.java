package dev.skald.evolution;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that happened to a run and around it. Every place on it is a moment at which the process can
 * have ended: between two entries nothing is durable and nothing has happened in the world. For a
 * world in which one thing happens at a time.
 */
final class Tape {

  private final List<Entry> entries = new ArrayList<>();

  Tape(List<Entry> before) {
    entries.addAll(before);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** When the last decision became durable; empty if none has. */
  Optional<Instant> lastAt() {
    return entries.stream()
        .filter(Entry.Wrote.class::isInstance)
        .flatMap(entry -> ((Entry.Wrote) entry).write().records().stream())
        .map(JournalRecord::at)
        .max(Comparator.naturalOrder())
        .map(Instant::ofEpochMilli);
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
