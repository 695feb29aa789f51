package dev.skald.runtime.sqlite;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.WriteResult;
import dev.skald.runtime.sqlite.KnownRuns.Known;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes batches: decides what becomes of each part before anything of it is written, so that one
 * part never harms another. Used under the lock of {@link SqliteStore}.
 */
final class Batch {

  private final long epoch;
  private final KnownRuns known = new KnownRuns();
  private long lastNumber;

  Batch(long epoch, long lastNumber) {
    this.epoch = epoch;
    this.lastNumber = lastNumber;
  }

  /** What was learned may not be true: a transaction failed. */
  void forget() {
    known.clear();
  }

  /** Hands a batch to SQLite; the caller commits. */
  List<WriteResult> write(Session session, List<JournalWrite> parts) throws SQLException {
    WriteResult[] results = new WriteResult[parts.size()];
    for (int i = 0; i < results.length; i++) {
      JournalWrite part = parts.get(i);
      results[i] =
          part instanceof Create create ? create(session, create) : append(session, (Append) part);
    }
    session.flush();
    return Arrays.asList(results);
  }

  private WriteResult create(Session session, Create part) throws SQLException {
    boolean whole = follows(part.records(), 0);
    if (!whole || !session.insert(lastNumber + 1, part.run(), epoch)) {
      boolean there = session.exists(part.run().saga(), part.run().key());
      return there ? WriteResult.EXISTS : WriteResult.DIVERGED;
    }
    lastNumber++;
    Known run = new Known(lastNumber, part.records().size());
    session.add(run.number, part.records());
    known.put(part.run().id(), run);
    return WriteResult.DURABLE;
  }

  private WriteResult append(Session session, Append part) throws SQLException {
    Known run = known.get(part.run());
    if (run == null) {
      Session.Found found = session.lookUp(part.run());
      if (found == null) {
        return WriteResult.DIVERGED;
      }
      if (found.epoch() != epoch) {
        return WriteResult.FENCED;
      }
      run = new Known(found.number(), found.next());
      known.put(part.run(), run);
    }
    if (part.epoch() != epoch) {
      return WriteResult.FENCED;
    }
    if (!follows(part.records(), run.next)) {
      return WriteResult.DIVERGED;
    }
    run.next += part.records().size();
    session.add(run.number, part.records());
    Change change = part.change();
    if (change != null) {
      session.add(run.number, change);
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
}
