package dev.skald.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What user code may run inside of a transactional step. */
class UserSqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        " select 1 ; ",
        "-- COMMIT\nUPDATE t SET a = 'COMMIT; BEGIN'",
        "/* a /* COMMIT; */ b */ DELETE FROM t",
        "INSERT INTO t VALUES (E'it\\'s; COMMIT')",
        "INSERT INTO t VALUES ('it''s; COMMIT')",
        "INSERT INTO t VALUES ($$; COMMIT$$, $a$ $$; COMMIT $a$)",
        "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
        "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE",
        "SELECT 'skald', $1, \"skald_like\" FROM skald_like",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$",
        "(SELECT 1) UNION (SELECT 2)",
        ""
      })
  void whatReadsOrChangesRowsIsAllowed(String sql) {
    assertThatCode(() -> UserSql.check(sql, "skald")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        "commit;",
        "/**/ ROLLBACK",
        "BEGIN",
        "END",
        "ABORT",
        "SAVEPOINT a",
        "PREPARE TRANSACTION 'a'",
        "SET statement_timeout = 0",
        "RESET ALL",
        "DISCARD ALL",
        "CALL p()",
        "DO $$ BEGIN COMMIT; END $$",
        "LOCK TABLE t",
        "COPY t FROM STDIN",
        "LISTEN a",
        "SELECT 1; COMMIT",
        "SELECT '\\'; COMMIT --'",
        "SELECT E'\\\\'; COMMIT",
        "SELECT $a$ $b$ $a$; COMMIT",
        "SELECT 1 /* /* */ COMMIT */; COMMIT",
        "SELECT * FROM skald.journal",
        "SELECT * FROM SKALD . journal",
        "DELETE FROM \"skald\".run",
        "SELECT * FROM U&\"sk\\0061ld\".journal"
      })
  void whatCouldEndTheTransactionOrTouchTheJournalIsRefused(String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> UserSql.check(sql, "skald"))
        .withMessageContaining("is refused in a transactional step");
  }
}
