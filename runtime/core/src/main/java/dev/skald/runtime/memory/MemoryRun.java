package dev.skald.runtime.memory;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Change;
import java.util.List;

/**
 * One run. Read without a lock; changed by whoever holds its monitor, so that runs do not wait for
 * each other. (The nodes of a {@link MemoryCluster} hold the one of all data instead.)
 */
final class MemoryRun {

  /** The place in the order of creation, from 0. */
  final int number;

  final Appended<JournalRecord> records = new Appended<>();

  /** Whether it has a place in a queue for a lock; written under the lock of the data. */
  volatile boolean inLine;

  private volatile RunHeader header;

  MemoryRun(int number, RunHeader header) {
    this.number = number;
    this.header = header;
  }

  RunHeader header() {
    return header;
  }

  void append(List<JournalRecord> more) {
    for (int i = 0; i < more.size(); i++) {
      records.add(more.get(i));
    }
  }

  void change(Change change) {
    header = with(header, header.epoch(), change);
  }

  void claim(long epoch) {
    header = withEpoch(header, epoch);
  }

  static RunHeader withEpoch(RunHeader header, long epoch) {
    return header.epoch() == epoch
        ? header
        : with(header, epoch, new Change(header.state(), header.wakeAt()));
  }

  private static RunHeader with(RunHeader now, long epoch, Change change) {
    return new RunHeader(
        now.id(),
        now.saga(),
        now.key(),
        now.version(),
        now.fingerprint(),
        epoch,
        change.state(),
        now.startedAt(),
        change.wakeAt());
  }
}
