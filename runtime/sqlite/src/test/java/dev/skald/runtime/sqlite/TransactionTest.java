package dev.skald.runtime.sqlite;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connection that user code gets, and what it cannot do with it. */
@Timeout(120)
class TransactionTest {

  private static final String ENDLESS =
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n";

  @TempDir Path directory;
  private Path file;
  private JournalStore store;
  private JournalTransaction transaction;
  private Connection connection;
  private int seq;

  @BeforeEach
  void open() {
    file = directory.resolve("sagas.db");
    store = SqliteJournal.at(file).open();
    store.commit(List.of(Runs.create(1, 10)));
    begin();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void begin() {
    transaction = Runs.begin(store);
    connection = transaction.resource(Connection.class);
  }

  private void commit() {
    assertThat(transaction.commit(Runs.append(store, 1, ++seq, 10))).isEqualTo(DURABLE);
  }

  private int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static void assertRefused(String what, ThrowingCallable call) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(call)
        .withMessageContaining(what)
        .withMessageContaining("refused in a transactional step");
  }

  @Test
  void whatEndsTheTransactionIsRefusedAndItGoesOn() throws Exception {
    Shelf.put(transaction, "a");
    assertRefused("Connection.commit", connection::commit);
    assertRefused("Connection.rollback", connection::rollback);
    assertRefused("Connection.close", connection::close);
    assertRefused("Connection.setAutoCommit", () -> connection.setAutoCommit(true));
    assertRefused("Connection.setReadOnly", () -> connection.setReadOnly(true));
    assertRefused(
        "Connection.setTransactionIsolation",
        () -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED));
    assertRefused("Connection.abort", () -> connection.abort(Runnable::run));
    try (Statement statement = connection.createStatement()) {
      assertRefused("COMMIT", () -> statement.execute("COMMIT"));
      assertRefused("COMMIT", () -> statement.executeQuery("COMMIT"));
      assertRefused("END", () -> statement.executeUpdate("END"));
      assertRefused("ROLLBACK", () -> statement.executeLargeUpdate("ROLLBACK"));
      assertRefused("BEGIN", () -> statement.addBatch("BEGIN"));
      assertRefused("COMMIT", () -> statement.execute("COMMIT", new String[0]));
    }
    assertRefused("SAVEPOINT", () -> connection.prepareStatement("SAVEPOINT a"));
    assertRefused("ATTACH", () -> connection.prepareStatement("ATTACH ? AS a", 1));
    assertThat(connection.getAutoCommit()).isFalse();
    assertThat(connection.isClosed()).isFalse();

    Shelf.put(transaction, "b");
    commit();
    assertThat(Shelf.values(file)).containsExactly("a", "b");
  }

  @Test
  void nothingLeadsToTheRawConnection() throws Exception {
    Shelf.put(transaction, "a");
    try (PreparedStatement statement = connection.prepareStatement("SELECT value FROM shelf");
        ResultSet rows = statement.executeQuery();
        ResultSet tables = connection.getMetaData().getTables(null, null, "shelf", null)) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(tables.getStatement().getConnection()).isSameAs(connection);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      assertThat((Object) rows.getMetaData()).isNotInstanceOf(ResultSet.class);
      assertThat((Object) statement.getMetaData()).isNotInstanceOf(ResultSet.class);
      assertThat((Object) statement.getParameterMetaData()).isNotInstanceOf(Statement.class);
      assertRefused("unwrap", () -> connection.unwrap(org.sqlite.SQLiteConnection.class));
      assertRefused("unwrap", () -> statement.unwrap(org.sqlite.jdbc4.JDBC4Statement.class));
      assertThat(connection.isWrapperFor(org.sqlite.SQLiteConnection.class)).isFalse();
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(connection).isEqualTo(connection).isNotEqualTo(statement);
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("value")).isEqualTo("a");
    }
  }

  @Test
  void whatWasLeftOpenIsClosedAndOfNoUse() throws Exception {
    execute("CREATE TABLE t (x INTEGER)");
    PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t VALUES (1), (2), (3) RETURNING x");
    ResultSet rows = insert.executeQuery();
    rows.next();
    Statement other = connection.createStatement();

    commit();

    assertThat(insert.isClosed()).isTrue();
    assertThat(rows.isClosed()).isTrue();
    assertThat(connection.isClosed()).isTrue();
    rows.close();
    insert.close();
    assertEnded(rows::next);
    assertEnded(insert::executeQuery);
    assertEnded(() -> other.execute("DELETE FROM t"));
    assertEnded(connection::createStatement);
    assertEnded(() -> connection.prepareStatement("SELECT 1"));
    other.cancel();
    begin();
    assertThat(execute("DELETE FROM t")).isEqualTo(3);
    transaction.close();
    assertEnded(connection::createStatement);
  }

  private static void assertEnded(ThrowingCallable call) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(call)
        .withMessageContaining("the transaction has ended");
  }

  @Test
  void anErrorUndoesItsStatementAlone() throws Exception {
    execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
    execute("INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> execute("INSERT INTO t VALUES (7), (1)"))
        .hasMessageContaining("constraint");
    assertThatThrownBy(() -> execute("INSERT INTO nowhere VALUES (1)"))
        .hasMessageContaining("no such table");
    assertThatThrownBy(() -> execute("SELEC 1")).hasMessageContaining("SELEC");
    execute("INSERT INTO t VALUES (2)");
    commit();

    begin();
    assertThat(execute("DELETE FROM t")).isEqualTo(2);
  }

  @Test
  void whenSqliteRollsBackNothingMoreIsDone() throws Exception {
    execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
    commit();
    for (String fatal :
        List.of("INSERT OR ROLLBACK INTO t VALUES (1)", "INSERT INTO t SELECT x FROM broken")) {
      begin();
      Shelf.put(transaction, "lost");
      execute("INSERT INTO t VALUES (1)");
      execute("CREATE TABLE broken (x)");
      execute("INSERT INTO broken VALUES (2)");
      execute(
          "CREATE TRIGGER fatal BEFORE INSERT ON t WHEN new.x = 2"
              + " BEGIN SELECT RAISE(ROLLBACK, 'constraint of a user'); END");
      assertThatThrownBy(() -> execute(fatal)).hasMessageContaining("constraint");

      assertThatThrownBy(() -> execute("INSERT INTO t VALUES (5)"))
          .hasMessageContaining("rolled the whole transaction back");
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> transaction.commit(Runs.append(store, 1, seq + 1, 10)))
          .withMessageContaining("rolled the whole transaction back");
    }

    assertThat(Runs.check(store, 1)).isEqualTo(2);
    assertThat(Shelf.values(file)).isEmpty();
    begin();
    assertThat(execute("DELETE FROM t")).isZero();
    commit();
  }

  @Test
  void savepointsLieInside() throws Exception {
    Shelf.put(transaction, "a");
    Savepoint unnamed = connection.setSavepoint();
    Shelf.put(transaction, "b");
    connection.rollback(unnamed);
    Savepoint named = connection.setSavepoint("here");
    assertThat(named.getSavepointName()).isEqualTo("here");
    Shelf.put(transaction, "c");
    connection.releaseSavepoint(named);
    assertRefused("savepoint", () -> connection.setSavepoint("a; COMMIT"));
    Savepoint foreign =
        new Savepoint() {
          @Override
          public int getSavepointId() {
            return 1;
          }

          @Override
          public String getSavepointName() {
            return "here";
          }
        };
    assertRefused("Connection.rollback", () -> connection.rollback(foreign));
    commit();
    assertThat(Shelf.values(file)).containsExactly("a", "c");
  }

  @Test
  void whatIsTemporaryGoesWithItsTransaction() throws Exception {
    execute("CREATE TABLE t (x INTEGER)");
    for (int i = 0; i < 2; i++) {
      execute("CREATE TEMP TABLE t (x INTEGER)");
      execute("INSERT INTO temp.t VALUES (1)");
      commit();
      begin();
      assertThat(execute("DELETE FROM t")).isZero();
      execute("CREATE TEMP TABLE given_up (x INTEGER)");
      transaction.close();
      begin();
    }
  }

  @Test
  void tablesOfAnyNameButOursMayStandInTheFile() throws Exception {
    for (String name : List.of("run", "journal", "owner", "run_state", "place")) {
      execute("CREATE TABLE " + name + " (id, number, state)");
      execute("INSERT INTO " + name + " VALUES (1, 2, 3)");
    }
    commit();
    store.close();

    store = SqliteJournal.at(file).open();
    assertThat(store.claim(Runs.SAGA, 10)).hasSize(1);
    assertThat(Runs.check(store, 1)).isEqualTo(2);
    begin();
    assertThat(execute("DELETE FROM run")).isEqualTo(1);
    commit();
    assertThat(Runs.check(store, 1)).isEqualTo(3);
  }

  @Test
  void closingTheStoreWaitsNeitherForUserCodeNorForItsStatements() throws Exception {
    Shelf.put(transaction, "a");
    PreparedStatement statement = connection.prepareStatement(ENDLESS);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread user =
        new Thread(
            () -> {
              try {
                statement.executeQuery();
                thrown.complete(null);
              } catch (SQLException e) {
                thrown.complete(e);
              }
            });
    user.start();
    while (!isInNativeCode(user)) {
      Thread.onSpinWait();
    }

    store.close();

    assertThat(thrown.get(60, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
    user.join();
    store = SqliteJournal.at(file).open();
    assertThat(Shelf.values(file)).isEmpty();
  }

  private static boolean isInNativeCode(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().startsWith("org.sqlite");
  }

  @Test
  void aStatementThatTakesLongCanBeCancelled() throws Exception {
    Statement statement = connection.createStatement();
    Thread impatient =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  statement.cancel();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    impatient.start();
    assertThatThrownBy(() -> statement.executeQuery(ENDLESS)).hasMessageContaining("interrupt");
    impatient.interrupt();
    impatient.join();
  }

  @Test
  void aConnectionUsedByAnotherThreadAtTheEndHarmsNobody() throws Exception {
    execute("CREATE TABLE t (x INTEGER)");
    commit();
    for (int round = 0; round < 50; round++) {
      begin();
      Connection stray = connection;
      CompletableFuture<Void> started = new CompletableFuture<>();
      Thread other =
          new Thread(
              () -> {
                try {
                  while (true) {
                    stray.createStatement().executeUpdate("INSERT INTO t VALUES (1)");
                    started.complete(null);
                  }
                } catch (SQLException e) {
                  started.complete(null);
                }
              });
      other.start();
      started.get(60, TimeUnit.SECONDS);
      if (round % 2 == 0) {
        transaction.close();
      } else {
        commit();
      }
      store.commit(List.of(Runs.create(100 + round, 10)));
      other.join();
    }
    assertThat(Runs.check(store, 1)).isEqualTo(27);
  }
}
