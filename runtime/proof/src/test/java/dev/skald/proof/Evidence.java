package dev.skald.proof;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is left when every process has ended.
 *
 * @param script what the witness was to do
 * @param runs the runs in the journal
 * @param calls the calls by run, in the order in which they came
 * @param known the runs that were acknowledged
 * @param ended how workers said they ended
 * @param opened when each worker opened the journal, by its epoch
 * @param integrity what SQLite thinks of the file, {@code ok} if all is well
 */
record Evidence(
    Script script,
    List<Run> runs,
    Map<String, List<SeenCall>> calls,
    Set<String> known,
    Map<String, String> ended,
    Map<Long, Long> opened,
    String integrity) {

  private static final int PAGE = 100;

  /** A run in the journal. */
  record Run(RunHeader header, List<JournalRecord> records) {
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

  static Evidence gather(Stage stage) {
    try {
      Map<String, List<SeenCall>> calls =
          SeenCall.read(stage.folder.resolve("witness.log")).stream()
              .collect(Collectors.groupingBy(c -> c.request.saga() + "/" + c.request.run()));
      return new Evidence(
          stage.script,
          runs(stage),
          calls,
          stage.heard.known,
          stage.heard.ended,
          stage.heard.opened,
          integrity(stage));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String integrity(Stage stage) throws SQLException {
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + stage.journal());
        Statement statement = file.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static List<Run> runs(Stage stage) {
    List<Run> runs = new ArrayList<>();
    try (JournalStore store = SqliteJournal.at(stage.journal()).open()) {
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
    return new Run(header, records);
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
