package dev.skald.runtime.postgres;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.postgres.KnownRuns.Known;
import dev.skald.runtime.postgres.Segment.Made;
import dev.skald.runtime.postgres.Segment.Part;
import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way: decides what can be decided before anything is written, puts what is left
 * into as few statements as it can, and learns from each what became of its parts. In most batches
 * that is one statement. Used by whoever has the turn of the {@link Writer}.
 */
final class Batch {

  private final Place place;
  private final Tenure tenure;
  private final KnownRuns known;
  private final List<JournalWrite> parts;
  private final @Nullable WriteResult[] results;

  /** Where runs will end when the segment is durable; {@code null} for a run there is not. */
  private final Map<UUID, @Nullable Known> expected = new HashMap<>();

  private Segment writes = new Segment();
  private List<Integer> locks = new ArrayList<>();

  /** Handed to the server, which has not said yet what became of it. */
  private @Nullable Segment underWay;

  /** The part to be added next: all before it are decided, or gathered. */
  private int next;

  /** Parts refused for what was known, since something was written last. */
  private final List<Integer> judged = new ArrayList<>();

  private boolean durable;

  Batch(Place place, Tenure tenure, KnownRuns known, List<JournalWrite> parts) {
    this.place = place;
    this.tenure = tenure;
    this.known = known;
    this.parts = parts;
    this.results = new WriteResult[parts.size()];
  }

  /** Whether a part of it is durable, or may be, although not all of it is. */
  boolean mayBeDurable() {
    return durable || underWay != null;
  }

  /** The server has undone what was under way. */
  void undone() {
    underWay = null;
  }

  /** Decides once more what is not written yet: what was known of the runs was not true. */
  void beginAgain() {
    known.clear();
    underWay = null;
    writes = new Segment();
    locks = new ArrayList<>();
    expected.clear();
    judged.forEach(index -> results[index] = null);
    judged.clear();
    next = firstUndecided();
  }

  private int firstUndecided() {
    int index = 0;
    while (index < results.length && results[index] != null) {
      index++;
    }
    return index;
  }

  /**
   * Writes what is not written yet. Each statement is durable for itself. After a failure it may be
   * called again, with another session.
   */
  List<WriteResult> write(Session session) throws SQLException {
    if (underWay != null) {
      goOn(session, underWay);
    }
    lookUpUnknown(session);
    do {
      while (next < results.length) {
        if (results[next] != null || isAdded(session, next)) {
          next++;
        }
      }
      flush(session);
    } while (next < results.length);
    return results();
  }

  /** The connection broke while a statement was under way: it is durable, or is sent again. */
  private void goOn(Session session, Segment segment) throws SQLException {
    for (Part part : segment.parts) {
      Hold hold = segment.shards.get(part.shard());
      if (!part.creates() && hold != null && tenure.epoch(part.shard()) != hold.epoch()) {
        // Another owner may have written what stands there now.
        throw Errors.unknownAfterTakeover(place);
      }
    }
    Flush.Outcome outcome = session.outcome(tenure, segment);
    if (outcome != null) {
      settled(session, segment, outcome);
    } else {
      segment.refresh(tenure);
      settled(session, segment, session.flush(tenure.node(), segment));
    }
  }

  private List<WriteResult> results() {
    List<WriteResult> all = new ArrayList<>(results.length);
    for (WriteResult result : results) {
      if (result == null) {
        throw new IllegalStateException("A part of a batch was not decided");
      }
      all.add(result);
    }
    return all;
  }

  private void lookUpUnknown(Session session) throws SQLException {
    List<UUID> unknown = new ArrayList<>();
    Map<UUID, Boolean> created = new HashMap<>();
    for (JournalWrite part : parts.subList(next, parts.size())) {
      if (part instanceof Create create) {
        created.put(create.run().id(), true);
      } else {
        UUID run = part instanceof Append append ? append.run() : ((Lock) part).run();
        long epoch = part instanceof Append append ? append.epoch() : ((Lock) part).epoch();
        Known at = known.get(run);
        if (!created.containsKey(run) && (at == null || at.epoch() != epoch)) {
          unknown.add(run);
        }
      }
    }
    if (!unknown.isEmpty()) {
      lookUp(session, unknown);
    }
  }

  /** False if what was gathered had to be written first: then there may be others before it. */
  private boolean isAdded(Session session, int index) throws SQLException {
    JournalWrite part = parts.get(index);
    if (part instanceof Create create) {
      return isAdded(session, index, create);
    }
    return part instanceof Append append
        ? isAdded(session, index, append)
        : isAdded(session, index, (Lock) part);
  }

  private boolean isAdded(Session session, int index, Create part) throws SQLException {
    RunHeader run = part.run();
    checkKept("saga", run.saga());
    checkKept("business key", run.key());
    if (writes.standsInTheWayOf(part)) {
      flush(session);
      return false;
    }
    if (known.get(run.id()) != null && !expected.containsKey(run.id())) {
      // Seldom so; and its owner may have removed it since.
      lookUp(session, List.of(run.id()));
    }
    if (!follows(part.records(), 0) || at(run.id()) != null) {
      if (at(run.id()) == null && isFollowed(run.id(), index)) {
        lookUp(session, List.of(run.id()));
      }
      boolean there = session.exists(run.saga(), run.key());
      results[index] = there ? WriteResult.EXISTS : WriteResult.DIVERGED;
      judged.add(index);
      return true;
    }
    int shard = Shards.of(run.saga(), run.key());
    Hold held = tenure.of(shard);
    Hold hold = held != null && held.epoch() == run.epoch() ? held : null;
    writes.create(index, part, shard, hold);
    long epoch = hold == null ? 0 : hold.epoch();
    expected.put(run.id(), new Known(shard, run.saga(), epoch, part.records().size(), false));
    return true;
  }

  private boolean isAdded(Session session, int index, Append part) throws SQLException {
    Known run = at(part.run());
    Hold hold = run == null ? null : tenure.of(run.shard());
    WriteResult refusal = refusal(run, hold, part.epoch());
    if (refusal == null && run != null && !follows(part.records(), run.next())) {
      refusal = WriteResult.DIVERGED;
    }
    if (isInTheWayOf(part, run) || refusal != null && writes.creates(part.run())) {
      flush(session);
      return false;
    }
    if (refusal != null) {
      results[index] = refusal;
      judged.add(index);
    } else if (run != null && hold != null) {
      writes.append(index, part, run, hold);
      expected.put(part.run(), run.next(run.next() + part.records().size()));
    }
    return true;
  }

  /** Who waits for a lock before a run ends in this batch is told so; the end comes after. */
  private boolean isInTheWayOf(Append part, @Nullable Known run) {
    boolean ends = part.change() != null && part.change().state().isEnd();
    return run != null
        && (writes.standsInTheWayOf(part) || ends && run.locks() && !locks.isEmpty());
  }

  private boolean isAdded(Session session, int index, Lock part) throws SQLException {
    for (LockKey key : part.keys()) {
      checkKept("lock", key.name());
      checkKept("lock's key", key.key());
    }
    Known run = at(part.run());
    WriteResult refusal = refusal(run, run == null ? null : tenure.of(run.shard()), part.epoch());
    if (refusal != null && writes.creates(part.run())) {
      flush(session);
      return false;
    }
    if (refusal != null) {
      results[index] = refusal;
      judged.add(index);
    } else if (run != null) {
      locks.add(index);
      expected.put(part.run(), run.withLocks());
    }
    return true;
  }

  /**
   * Whether a part is refused for what is known of its run. Where that is made by what is gathered,
   * it must be written first: the part is refused for what there is, and not for what was expected.
   */
  private static @Nullable WriteResult refusal(
      @Nullable Known run, @Nullable Hold hold, long epoch) {
    if (run == null) {
      return WriteResult.DIVERGED;
    }
    boolean owned = hold != null && hold.epoch() == epoch && run.epoch() == epoch;
    return owned ? null : WriteResult.FENCED;
  }

  /** Whether a later part concerns a run, too. */
  private boolean isFollowed(UUID run, int index) {
    for (JournalWrite part : parts.subList(index + 1, parts.size())) {
      if (part instanceof Append append && append.run().equals(run)
          || part instanceof Lock lock && lock.run().equals(run)) {
        return true;
      }
    }
    return false;
  }

  private void lookUp(Session session, List<UUID> runs) throws SQLException {
    Map<UUID, Known> found = session.lookUp(runs);
    runs.forEach(known::remove);
    found.forEach(known::put);
  }

  private void checkKept(String what, String text) {
    if (!Rows.canBeKept(text)) {
      throw Errors.notKept(place, what, text);
    }
  }

  private @Nullable Known at(UUID run) {
    return expected.containsKey(run) ? expected.get(run) : known.get(run);
  }

  private static boolean follows(List<JournalRecord> records, int next) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).seq() != next + i) {
        return false;
      }
    }
    return true;
  }

  /** Writes what was gathered: all but wishes for locks first. */
  private void flush(Session session) throws SQLException {
    if (!writes.isEmpty()) {
      Segment segment = writes;
      underWay = segment;
      writes = new Segment();
      settled(session, segment, session.flush(tenure.node(), segment));
    }
    if (!locks.isEmpty()) {
      askFor(session, locks);
      locks = new ArrayList<>();
    }
    expected.forEach(
        (run, at) -> {
          if (at == null) {
            known.remove(run);
          } else {
            known.put(run, at);
          }
        });
    expected.clear();
    judged.clear();
  }

  private void settled(Session session, Segment segment, Flush.Outcome outcome)
      throws SQLException {
    durable = true;
    Map<UUID, WriteResult> refused = refused(session, segment, outcome);
    lookUpFollowed(session, segment, refused, outcome);
    underWay = null;
    segment.shards.forEach(
        (shard, hold) -> {
          if (!outcome.held().contains(shard)) {
            tenure.lost(shard, hold);
          }
        });
    int records = 0;
    for (Part part : segment.parts) {
      WriteResult result = result(part, refused, outcome);
      if (result == null) {
        continue;
      }
      results[part.index()] = result;
      if (result == WriteResult.DURABLE || result == WriteResult.ELSEWHERE) {
        records += part.records().size();
      }
      if (result != WriteResult.DURABLE) {
        expected.remove(part.run()); // what was expected of it did not come true
      }
    }
    if (outcome.written() != Flush.NOT_COUNTED && records != outcome.written()) {
      throw new IllegalStateException(
          outcome.written() + " records were written where " + records + " were to be");
    }
    if (!refused.isEmpty()) {
      // What follows a creation that came to nothing is decided for itself; locks in their order.
      locks = new ArrayList<>();
      next = firstUndecided();
    }
  }

  /** {@code null} for what follows a creation that came to nothing: that is still to be decided. */
  private static @Nullable WriteResult result(
      Part part, Map<UUID, WriteResult> refused, Flush.Outcome outcome) {
    if (refused.containsKey(part.run())) {
      return part.creates() ? refused.get(part.run()) : null;
    }
    boolean held = outcome.held().contains(part.shard());
    if (part.creates()) {
      return held ? WriteResult.DURABLE : WriteResult.ELSEWHERE;
    }
    if (!held) {
      return WriteResult.FENCED;
    }
    boolean doubled = part.letter() != null && !outcome.answered().contains(part.letter());
    return doubled ? WriteResult.EXISTS : WriteResult.DURABLE;
  }

  /** Forgets runs of which parts were not written; of those that have more parts, looks them up. */
  private void lookUpFollowed(
      Session session, Segment segment, Map<UUID, WriteResult> refused, Flush.Outcome outcome)
      throws SQLException {
    List<UUID> followed = new ArrayList<>();
    for (Part part : segment.parts) {
      if (result(part, refused, outcome) != WriteResult.DURABLE) {
        known.remove(part.run());
        if (isFollowed(part.run(), part.index())) {
          followed.add(part.run());
        }
      }
    }
    if (!followed.isEmpty()) {
      lookUp(session, followed);
    }
  }

  /** Creations that came to nothing, by their runs: for the key, or for the identity? */
  private Map<UUID, WriteResult> refused(Session session, Segment segment, Flush.Outcome outcome)
      throws SQLException {
    Map<UUID, WriteResult> refused = new HashMap<>();
    if (outcome.made().size() == segment.made.size()) {
      return refused;
    }
    for (Part part : segment.parts) {
      Made made = segment.made.get(part.run());
      if (part.creates() && made != null && !outcome.made().contains(part.run())) {
        boolean there = session.exists(made.run().saga(), made.run().key());
        refused.put(part.run(), there ? WriteResult.EXISTS : WriteResult.DIVERGED);
      }
    }
    return refused;
  }

  private void askFor(Session session, List<Integer> wishes) throws SQLException {
    Columns columns = new Columns("int4", "uuid", "int4", "int8", "int8", "text", "text");
    for (int index : wishes) {
      Lock wish = (Lock) parts.get(index);
      Known run = at(wish.run());
      Hold hold = run == null ? null : tenure.of(run.shard());
      if (run == null || hold == null) {
        results[index] = run == null ? WriteResult.DIVERGED : WriteResult.FENCED;
        continue;
      }
      for (LockKey key : wish.keys()) {
        columns.add(
            index, wish.run(), run.shard(), hold.epoch(), hold.turn(), key.name(), key.key());
      }
    }
    if (!columns.isEmpty()) {
      session.ask(tenure.node(), columns).forEach((index, result) -> results[index] = result);
      durable = true;
    }
  }
}
