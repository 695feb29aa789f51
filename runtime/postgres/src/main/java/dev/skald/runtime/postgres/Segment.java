package dev.skald.runtime.postgres;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.postgres.KnownRuns.Known;
import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a batch that are written by one statement. The statement sees the database as it was
 * before, so no part of it may depend on what becomes of another one; save that records may follow
 * the creation of their run.
 */
final class Segment {

  /** What a record's being written depends on. */
  private static final int ON_SHARD = 0;

  private static final int ON_CREATION = 1;
  private static final int ON_BOTH = 2;

  /** No shard: of a run that is created for another owner. */
  private static final int NOT_OURS = -1;

  final List<Part> parts = new ArrayList<>();
  final Map<Integer, Hold> shards = new TreeMap<>();
  final Map<UUID, Made> made = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<UUID, Stand> stands = new HashMap<>();
  private final Set<UUID> touched = new HashSet<>();
  private final Set<UUID> answeredRuns = new HashSet<>();
  private final Map<UUID, Answer> answers = new HashMap<>();

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Whether a creation must wait for what becomes of this segment. */
  boolean standsInTheWayOf(Create part) {
    return made.containsKey(part.run().id()) || keys.contains(key(part.run()));
  }

  /** The same of an append. */
  boolean standsInTheWayOf(Append part) {
    Answer answer = part.answer();
    return answeredRuns.contains(part.run())
        || answer != null && (touched.contains(part.run()) || answers.containsKey(answer.letter()));
  }

  /** Whether a run is created by this segment, or is to be. */
  boolean creates(UUID run) {
    return made.containsKey(run);
  }

  private static String key(RunHeader run) {
    return run.saga() + '\0' + run.key();
  }

  void create(int index, Create part, int shard, @Nullable Hold hold) {
    RunHeader run = part.run();
    if (hold != null) {
      shards.put(shard, hold);
    }
    Stand first = new Stand(run.state(), run.wakeAt());
    made.put(run.id(), new Made(run, shard, hold != null, first));
    keys.add(key(run));
    touched.add(run.id());
    int held = hold == null ? NOT_OURS : shard;
    parts.add(new Part(index, run.id(), held, part.records(), ON_CREATION, null));
  }

  void append(int index, Append part, Known known, Hold hold) {
    shards.put(known.shard(), hold);
    touched.add(part.run());
    Made created = made.get(part.run());
    Answer answer = part.answer();
    UUID letter = null;
    if (answer != null) {
      letter = answer.letter();
      answers.put(letter, answer);
      answeredRuns.add(part.run());
    }
    Change change = part.change();
    if (change != null) {
      Stand stand = new Stand(change.state(), change.wakeAt());
      if (created == null) {
        stands.put(part.run(), stand.with(known, letter));
      } else {
        made.put(
            part.run(), new Made(created.run, created.shard, created.ours, created.first, stand));
      }
    }
    int dependsOn = created == null ? ON_SHARD : ON_BOTH;
    parts.add(new Part(index, part.run(), known.shard(), part.records(), dependsOn, letter));
  }

  /** A new connection writes it. */
  void refresh(Tenure tenure) {
    shards.replaceAll(
        (shard, old) -> {
          Hold now = tenure.of(shard);
          return now != null && now.epoch() == old.epoch() ? now : old;
        });
  }

  Columns shardColumns() {
    Columns columns = new Columns("int4", "int8", "int8");
    shards.forEach((shard, hold) -> columns.add(shard, hold.epoch(), hold.turn()));
    return columns;
  }

  /** Each run that is created, with its stand if its shard is held, and if it is not. */
  Columns creationColumns() {
    Columns columns =
        new Columns(
            "uuid", "text", "text", "int4", "text", "int4", "int8", "text", "int8", "text", "int8",
            "int4");
    for (Made creation : made.values()) {
      RunHeader run = creation.run;
      Stand here = creation.last;
      Stand elsewhere = creation.first;
      columns.add(
          run.id(),
          run.saga(),
          run.key(),
          run.version(),
          run.fingerprint(),
          creation.shard,
          run.startedAt(),
          here.name(),
          Rows.wake(here.wakeAt),
          elsewhere.name(),
          Rows.wake(elsewhere.wakeAt),
          creation.ours ? creation.shard : null);
    }
    return columns;
  }

  Columns recordColumns(boolean full) {
    Columns columns =
        full
            ? new Columns(
                "uuid", "int4", "int8", "text", "text", "int4", "bytea", "int4", "int4", "int4",
                "int8", "text", "text", "text", "text", "text", "uuid")
            : new Columns("uuid", "int4", "int8", "text", "text", "int4", "bytea", "int4", "int4");
    for (Part part : parts) {
      for (JournalRecord row : part.records) {
        if (full) {
          addFull(columns, part, row);
        } else {
          columns.add(
              part.run,
              row.seq(),
              row.at(),
              Rows.text(row.kind()),
              Rows.text(row.step()),
              row.attempt(),
              row.payload(),
              part.shard,
              part.dependsOn);
        }
      }
    }
    return columns;
  }

  private static void addFull(Columns columns, Part part, JournalRecord row) {
    Failure failure = row.failure();
    columns.add(
        part.run,
        row.seq(),
        row.at(),
        Rows.text(row.kind()),
        Rows.text(row.step()),
        row.attempt(),
        row.payload(),
        part.shard,
        part.dependsOn,
        row.item() == JournalRecord.NO_ITEM ? null : row.item(),
        row.dueAt(),
        failure == null ? null : failure.kind().name(),
        failure == null ? null : Rows.text(failure.step()),
        failure == null ? null : Rows.text(failure.type()),
        failure == null ? null : Rows.text(failure.message()),
        Rows.text(row.origin()),
        part.letter);
  }

  /** Whether a record has more than the columns that most records have. */
  boolean needsFullRecords() {
    for (Part part : parts) {
      if (part.letter != null) {
        return true;
      }
      for (JournalRecord row : part.records) {
        if (row.dueAt() != 0
            || row.failure() != null
            || row.origin() != null
            || row.item() != JournalRecord.NO_ITEM) {
          return true;
        }
      }
    }
    return false;
  }

  /** Runs that stand somewhere from now on. */
  Columns standColumns() {
    Columns columns = new Columns("uuid", "int4", "text", "text", "int8", "uuid");
    stands.forEach(
        (run, stand) -> {
          Known known = stand.known;
          if (!stand.isOver() && known != null) {
            columns.add(
                run,
                known.shard(),
                known.saga(),
                stand.name(),
                Rows.wake(stand.wakeAt),
                stand.letter);
          }
        });
    return columns;
  }

  /** Runs that are completed. */
  Columns endColumns() {
    Columns columns = new Columns("uuid", "int4", "uuid");
    stands.forEach(
        (run, stand) -> {
          Known known = stand.known;
          if (stand.isOver() && known != null) {
            columns.add(run, known.shard(), stand.letter);
          }
        });
    return columns;
  }

  Columns answerColumns() {
    Columns columns = new Columns("uuid", "bytea", "int4");
    for (Part part : parts) {
      if (part.letter != null) {
        columns.add(part.letter, answers.get(part.letter).bytes(), part.shard);
      }
    }
    return columns;
  }

  /**
   * One part.
   *
   * @param index its place in the batch
   * @param dependsOn what its being written depends on
   * @param letter the letter it answers
   */
  record Part(
      int index,
      UUID run,
      int shard,
      List<JournalRecord> records,
      int dependsOn,
      @Nullable UUID letter) {

    boolean creates() {
      return dependsOn == ON_CREATION;
    }
  }

  /** A run that is created, and where it stands at first and at last. */
  record Made(RunHeader run, int shard, boolean ours, Stand first, Stand last) {

    Made(RunHeader run, int shard, boolean ours, Stand first) {
      this(run, shard, ours, first, first);
    }
  }

  /** Where a run stands. */
  record Stand(RunState state, long wakeAt, @Nullable Known known, @Nullable UUID letter) {

    Stand(RunState state, long wakeAt) {
      this(state, wakeAt, null, null);
    }

    private Stand with(Known run, @Nullable UUID answered) {
      return new Stand(state, wakeAt, run, answered);
    }

    private boolean isOver() {
      return Rows.isOver(state, wakeAt);
    }

    private @Nullable String name() {
      return isOver() ? null : state.name();
    }
  }
}
