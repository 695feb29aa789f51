package dev.skald.runtime.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No query scans a table or sorts: a page costs the same however many runs there are. */
class QueryPlanTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void makeJournal() {
    file = directory.resolve("sagas.db");
    SqliteJournal.at(file).open().close();
  }

  @Test
  void everyQueryIsAnsweredInOrderFromAnIndex() throws SQLException {
    assertThat(plan(Reader.FIND)).contains("(saga=? AND key=?)");
    assertThat(plan(Reader.DUE)).contains("skald_run_wake (epoch=? AND wake_at<?)");
    assertThat(plan(Rows.READ)).contains("skald_journal_seq (run=? AND seq>?)");
    assertThat(plan(Session.LOOK_UP)).contains("(id=?)").contains("skald_journal_seq (run=?)");
    assertThat(plan(Places.FIRST)).contains("(name=? AND key=?)").contains("(rowid=?)");
    assertThat(plan(Places.NEXT_IN_LINE)).contains("skald_place_run (run=?)").contains("(id=?)");
    assertThat(plan(Places.CLEAR)).contains("skald_place_run (run=?)").contains("(id=?)");
    assertThat(plan(Claims.NEXT))
        .contains("skald_run_state (state=? AND rowid>? AND rowid<?)")
        .contains("MERGE (UNION ALL)");
  }

  @Test
  void everyListIsAnsweredInOrderFromAnIndex() throws SQLException {
    assertThat(plan(Reader.listing(null, null))).contains("INTEGER PRIMARY KEY (rowid<?)");
    assertThat(plan(Reader.listing("a", null))).contains("skald_run_saga (saga=? AND rowid<?)");
    assertThat(plan(Reader.listing("a", RunState.COMPLETED))).contains("skald_run_saga");
    assertThat(plan(Reader.listing(null, RunState.COMPLETED))).contains("rowid<?");
    for (RunState state : RunState.values()) {
      if (state != RunState.COMPLETED) {
        assertThat(plan(Reader.listing(null, state)))
            .contains("skald_run_state (state=? AND rowid<?)");
      }
    }
  }

  private String plan(String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet step = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (step.next()) {
        plan.append(step.getString("detail")).append('\n');
      }
    }
    assertThat(plan.toString()).as(sql).doesNotContain("SCAN").doesNotContain("TEMP B-TREE");
    return plan.toString();
  }
}
