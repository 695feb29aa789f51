package dev.skald.evolution;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite;
import java.util.List;

/** What was written to one journal, made fit for another one. */
final class Writes {

  private Writes() {}

  /** The same, written by another owner. */
  static JournalWrite by(long epoch, JournalWrite write) {
    if (write instanceof JournalWrite.Append append) {
      return new JournalWrite.Append(append.run(), epoch, append.records(), append.change());
    }
    return write instanceof JournalWrite.Lock lock
        ? new JournalWrite.Lock(lock.run(), epoch, lock.keys())
        : write;
  }

  /** The same at an earlier time. */
  static JournalWrite earlier(JournalWrite write, long millis) {
    if (write instanceof JournalWrite.Create create) {
      RunHeader run = create.run();
      RunHeader earlier =
          new RunHeader(
              run.id(),
              run.saga(),
              run.key(),
              run.version(),
              run.fingerprint(),
              run.epoch(),
              run.state(),
              run.startedAt() - millis,
              wake(run.wakeAt(), millis));
      return new JournalWrite.Create(earlier, earlier(create.records(), millis));
    }
    if (write instanceof JournalWrite.Append append) {
      JournalWrite.Change change = append.change();
      return new JournalWrite.Append(
          append.run(),
          append.epoch(),
          earlier(append.records(), millis),
          change == null
              ? null
              : new JournalWrite.Change(change.state(), wake(change.wakeAt(), millis)));
    }
    return write;
  }

  private static List<JournalRecord> earlier(List<JournalRecord> records, long millis) {
    return records.stream().map(entry -> earlier(entry, millis)).toList();
  }

  private static JournalRecord earlier(JournalRecord entry, long millis) {
    return new JournalRecord(
        entry.seq(),
        entry.at() - millis,
        entry.kind(),
        entry.step(),
        entry.item(),
        entry.attempt(),
        entry.dueAt() == 0 ? 0 : entry.dueAt() - millis,
        entry.failure(),
        entry.origin(),
        entry.payload());
  }

  private static long wake(long at, long millis) {
    return at == RunHeader.NEVER ? at : at - millis;
  }
}
