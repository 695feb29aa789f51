package dev.skald.runtime.sqlite;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.WriteResult;
import dev.skald.runtime.sqlite.KnownRuns.Known;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches: decides what becomes of each part before anything of it is written, so that one
 * part never harms another. Used by whoever has the turn of the {@link Writer}.
 */
final class Batch {

  /** As many as a batch can end: so what is to be cleared does not pile up. */
  private static final int MOST_CLEARED = 256;

  private final long epoch;
  private final Queue<UUID> toClear = new ConcurrentLinkedQueue<>();
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

  /** A run is removed by the transaction that goes on. */
  void forget(UUID run) {
    known.remove(run);
  }

  /** Has the places of a run that may have ended removed with a later batch; by any thread. */
  void clearLater(UUID run) {
    toClear.add(run);
  }

  /** Hands a batch to SQLite; the caller commits. */
  List<WriteResult> write(Session session, List<JournalWrite> parts) throws SQLException {
    // Before the parts: who is next behind a run that ends in this batch is still to be asked.
    clear(session);
    WriteResult[] results = new WriteResult[parts.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = write(session, parts.get(i));
    }
    session.flush();
    return Arrays.asList(results);
  }

  private WriteResult write(Session session, JournalWrite part) throws SQLException {
    if (part instanceof Create create) {
      return create(session, create);
    }
    return part instanceof Append append ? append(session, append) : lock(session, (Lock) part);
  }

  private void clear(Session session) throws SQLException {
    for (int i = 0; i < MOST_CLEARED; i++) {
      UUID ended = toClear.poll();
      if (ended == null) {
        return;
      }
      session.places().clear(ended);
    }
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
    Known run = lookUp(session, part.run());
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    if (run == KnownRuns.FOREIGN || part.epoch() != epoch) {
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

  private WriteResult lock(Session session, Lock part) throws SQLException {
    Known run = lookUp(session, part.run());
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    if (run == KnownRuns.FOREIGN || part.epoch() != epoch) {
      return WriteResult.FENCED;
    }
    boolean holds = session.places().ask(run.number, part.keys());
    return holds ? WriteResult.DURABLE : WriteResult.QUEUED;
  }

  /** Finds a run; {@code null} if there is none, {@link KnownRuns#FOREIGN} if it is not ours. */
  private @Nullable Known lookUp(Session session, UUID id) throws SQLException {
    Known run = known.get(id);
    if (run != null) {
      return run;
    }
    Session.Found found = session.lookUp(id);
    if (found == null) {
      return null;
    }
    if (found.epoch() != epoch) {
      return KnownRuns.FOREIGN;
    }
    run = new Known(found.number(), found.next());
    known.put(id, run);
    return run;
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
