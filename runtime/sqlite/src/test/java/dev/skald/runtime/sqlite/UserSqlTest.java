package dev.skald.runtime.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What user code may run inside of a transaction, and what not. */
class UserSqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select ';', \"a;b\", [c;d], `e;f`, 'it''s; so' -- ; COMMIT\n FROM t /* ; COMMIT */;",
        "  ;; /* first */ INSERT INTO t VALUES ('COMMIT', 'ROLLBACK');  -- last",
        "INSERT OR ROLLBACK INTO t VALUES (?, :a, @b, $c, ?4, #5) RETURNING x",
        "WITH a AS (SELECT 1) UPDATE t SET x = (SELECT * FROM a)",
        "REPLACE INTO t VALUES (x'00')",
        "DELETE FROM run WHERE key = ? AND journal = 1",
        "CREATE TABLE IF NOT EXISTS owner (run, key, commit_count, \"begin\")",
        "CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE t SET x = CASE 1 WHEN 1 THEN 2 END;"
            + " DELETE FROM u; END",
        "create temp trigger a after insert on t begin select 1; end ;",
        "DROP TABLE t",
        "ALTER TABLE t RENAME TO u",
        "EXPLAIN QUERY PLAN SELECT 1",
        "VALUES (1), (2)",
        "SELECT * FROM pragma_table_info('t')",
        "SELECT 'not skald_run', my_skald_table FROM t",
        "",
        "-- nothing",
      })
  void allowed(String sql) throws SQLException {
    UserSql.check(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        "commit;",
        "\n\t /* x */ -- y\n End Transaction",
        "BEGIN IMMEDIATE",
        "ROLLBACK",
        "ROLLBACK TO a",
        "SAVEPOINT a",
        "RELEASE a",
        "ATTACH 'other.db' AS other",
        "DETACH other",
        "PRAGMA query_only = 1",
        "PRAGMA table_info(t)",
        "VACUUM",
        "ANALYZE",
        "REINDEX",
        "backup to other.db",
        "restore from other.db",
        "'commit'",
        "(SELECT 1)",
        "?",
        "\ufeffCOMMIT",
      })
  void refused(String sql) {
    assertRefused(sql, "could end the transaction or change the connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; COMMIT",
        "SELECT 1; SELECT 2",
        "SELECT ''; COMMIT; --'",
        "SELECT 'a''b'; COMMIT",
        "SELECT \"a\"\"b\"; COMMIT",
        "SELECT [a''b]; COMMIT; --]",
        "SELECT 1 --\n; COMMIT",
        "SELECT 1 /* -- */; COMMIT",
        "SELECT ';'; ';'",
        "EXPLAIN SELECT 1; COMMIT",
        "CREATE TABLE trigger_log (x); COMMIT",
        "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END; COMMIT",
        "CREATE TEMPORARY TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; /* */ END /* */ ; COMMIT",
      })
  void onlyOneStatementAtATime(String sql) {
    assertRefused(sql, "one statement at a time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT $x('); COMMIT; --'", "SELECT @x(\"); COMMIT; --\"", "SELECT :a::b"})
  void aParameterThatHidesSomethingIsRefused(String sql) {
    assertRefused(sql, "its name must be a plain one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM skald_run",
        "DELETE FROM main.SKALD_RUN",
        "DELETE FROM 'skald_run'",
        "DELETE FROM \"skald_run\"",
        "DELETE FROM [skald_run]",
        "DELETE FROM `Skald_Run`",
        "DELETE FROM \ufeffskald_run",
        "CREATE TEMP TABLE skald_journal (x)",
        "ALTER TABLE t RENAME TO skald_new",
        "CREATE TRIGGER a AFTER INSERT ON t BEGIN DELETE FROM skald_run; END",
      })
  void theJournalIsNotTouched(String sql) {
    assertRefused(sql, "names that begin with skald_ are the journal's");
  }

  @Test
  void whatTheConnectionWouldKeepIsSeen() throws SQLException {
    assertThat(UserSql.check("CREATE TABLE t (x)").temporary()).isFalse();
    assertThat(UserSql.check("CREATE TEMP TABLE t (x)").temporary()).isTrue();
    assertThat(UserSql.check("CREATE TEMPORARY VIEW t AS SELECT 1").temporary()).isTrue();
    assertThat(UserSql.check("CREATE TABLE temp.t (x)").temporary()).isTrue();
    assertThat(UserSql.check("CREATE TABLE \"temp\".t (x)").temporary()).isTrue();
  }

  private static void assertRefused(String sql, String why) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> UserSql.check(sql))
        .withMessageContaining("refused in a transactional step")
        .withMessageContaining(why);
  }
}
