package dev.skald.proof;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is left when every process has ended.
 *
 * @param script what the witness was to do
 * @param runs the runs in the journal
 * @param calls the calls by run, in the order in which they came
 * @param known the runs that were acknowledged
 * @param ended how workers said they ended
 * @param owned since when at the earliest workers owned what they owned
 * @param ownedBy by when they did so for sure
 * @param thawed when each worker that had been frozen went on
 * @param outages when workers could not write to the journal
 * @param clocksAgree whether all times in the journal are those of one clock
 * @param integrity whether the journal is sound, {@link ProofJournal#SOUND} if all is well
 */
record Evidence(
    Script script,
    List<Run> runs,
    Map<String, List<SeenCall>> calls,
    Set<String> known,
    Map<String, String> ended,
    Map<Owned, Long> owned,
    Map<Owned, Long> ownedBy,
    List<Long> thawed,
    List<Outage> outages,
    boolean clocksAgree,
    String integrity) {

  private static final int PAGE = 100;

  /** A run in the journal, and the shard it belongs to. */
  record Run(RunHeader header, int shard, List<JournalRecord> records) {
    String name() {
      return header.saga() + "/" + header.key();
    }

    Graph graph() {
      return Graph.ALL.get(header.saga());
    }

    /** The record of a kind for a step, if there is one. */
    List<JournalRecord> records(String kind, String step) {
      return records.stream()
          .filter(row -> row.kind().equals(kind) && step.equals(row.step()))
          .collect(Collectors.toList());
    }
  }

  static Evidence gather(Scene scene) {
    try {
      Map<String, List<SeenCall>> calls =
          SeenCall.read(scene.folder.resolve("witness.log")).stream()
              .collect(Collectors.groupingBy(c -> c.request.saga() + "/" + c.request.run()));
      return new Evidence(
          scene.script,
          runs(scene.journal()),
          calls,
          scene.heard.known,
          scene.heard.ended,
          scene.heard.owned,
          scene.heard.ownedBy,
          scene.heard.thawed,
          scene.heard.outages,
          scene.clocksAgree(),
          scene.journal().integrity());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Run> runs(ProofJournal journal) {
    List<Run> runs = new ArrayList<>();
    try (JournalStore store = journal.provider().open()) {
      RunQuery query = RunQuery.all();
      while (query != null) {
        RunPage page = store.list(query);
        for (RunPage.Item item : page.runs()) {
          runs.add(read(store, store.find(item.saga(), item.key()).orElseThrow()));
        }
        query = page.next().map(query::from).orElse(null);
      }
    }
    return runs;
  }

  private static Run read(JournalStore store, RunHeader header) {
    List<JournalRecord> records = new ArrayList<>();
    List<JournalRecord> page;
    do {
      page = store.read(header.id(), records.size(), PAGE);
      records.addAll(page);
    } while (page.size() == PAGE);
    int shard = store.cluster().map(all -> all.shardOf(header.saga(), header.key())).orElse(0);
    return new Run(header, shard, records);
  }

  /** Since when somebody owned a run with an epoch; {@code null} if nobody ever did. */
  @Nullable Long ownedSince(Run run, long epoch) {
    return owned.get(new Owned(run.shard, epoch));
  }

  List<SeenCall> callsOf(Run run) {
    return calls.getOrDefault(run.name(), List.of());
  }

  /** The calls of a step, or of its undo, in the order in which they came. */
  List<SeenCall> callsOf(Run run, String step, boolean undo) {
    return callsOf(run).stream()
        .filter(call -> call.step().equals(step) && call.undo() == undo)
        .collect(Collectors.toList());
  }
}
