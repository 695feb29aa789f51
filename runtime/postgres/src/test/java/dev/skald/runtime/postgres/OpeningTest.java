package dev.skald.runtime.postgres;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.skald.localpostgres.LocalPostgres;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.Letter;
import dev.skald.runtime.spi.LockKey;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Which servers, databases and users are taken, and what is said about the others. */
class OpeningTest {

  private final LocalPostgres server = LocalPostgres.shared();
  private final PGSimpleDataSource database = Databases.of(OpeningTest.class);
  private final Place place = new Place(Databases.schema());

  private PostgresJournal journal(DataSource source) {
    return PostgresJournal.at(source).inSchema(place.schema());
  }

  private void assertRefused(DataSource source, String... words) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journal(source).open().close())
        .withMessageContainingAll(words);
  }

  @Test
  void aServerThatDoesNotKeepWhatItAcknowledgesIsRefused(@TempDir Path folder) throws Exception {
    try (LocalPostgres careless =
        LocalPostgres.startIn(folder.resolve("server"), Map.of("fsync", "off"))) {
      assertRefused(careless.source("postgres"), "fsync = off", "Set fsync = on");
    }
  }

  @Test
  void aCommitThatIsNotWaitedForIsRefused() throws Exception {
    Sql.run(database, "CREATE ROLE hasty LOGIN SUPERUSER");
    Sql.run(database, "ALTER ROLE hasty SET synchronous_commit = off");
    PGSimpleDataSource hasty = Databases.of(OpeningTest.class);
    hasty.setUser("hasty");

    assertRefused(hasty, "synchronous_commit is off", "the user");
  }

  @Test
  void aDatabaseThatCannotHoldEveryTextIsRefused() throws Exception {
    server.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

    assertRefused(server.source("latin"), "LATIN1", "ENCODING 'UTF8'");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    PGSimpleDataSource nowhere = server.source("nowhere");
    assertRefused(nowhere, "\"nowhere\" does not exist", "make the database first");
  }

  /** As behind a pooler in transaction mode. */
  @Test
  void twoConnectionsThatShareASessionAreRefused() throws Exception {
    try (Connection session = database.getConnection()) {
      assertRefused(alwaysGiving(session), "PgBouncer", "session mode");
    }
  }

  private static DataSource alwaysGiving(Connection session) {
    Connection lent =
        (Connection)
            Proxy.newProxyInstance(
                OpeningTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  try {
                    return method.invoke(session, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return (DataSource)
        Proxy.newProxyInstance(
            OpeningTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, args) -> lent);
  }

  @Test
  void tablesOfAnotherVersionAreRefused() throws Exception {
    journal(database).open().close();
    Sql.run(database, "UPDATE " + place.quoted() + ".journal_schema SET version = 2");

    assertRefused(database, "2 64", "1 64", "newer Skald");
  }

  @Test
  void whoMayNotMakeTheTablesIsToldWhatToApply() throws Exception {
    Sql.run(database, "CREATE ROLE stranger LOGIN");
    PGSimpleDataSource stranger = Databases.of(OpeningTest.class);
    stranger.setUser("stranger");

    assertRefused(stranger, "may not make them", "V1__journal.sql", "roles.sql");
  }

  /** Everything a node does, with the rights of roles.sql and no others. */
  @Test
  void aRoleWithTheLeastRightsCanDoEverything() throws Exception {
    journal(database).open().close();
    Sql.run(database, "CREATE ROLE skald LOGIN");
    Sql.run(database, "GRANT USAGE ON SCHEMA " + place.quoted() + " TO skald");
    Sql.run(database, "SET search_path TO " + place.quoted() + ";" + resource("roles.sql"));
    Shelf.empty(database);
    Sql.run(database, "GRANT INSERT ON shelf TO skald");
    PGSimpleDataSource least = Databases.of(OpeningTest.class);
    least.setUser("skald");

    try (Node node = Node.begun(least, place)) {
      RunHeader run = node.given("o-1");
      assertThat(node.append(run, 1)).isEqualTo(DURABLE);
      LockKey key = new LockKey("account", "x");
      assertThat(node.store.commit(List.of(new Lock(run.id(), run.epoch(), List.of(key)))))
          .containsExactly(DURABLE);
      Letter letter =
          new Letter(UUID.randomUUID(), run.id(), Node.SAGA, "o-1", "NOTE", new byte[] {1});
      node.cluster().send(letter);
      assertThat(node.cluster().letters(10)).hasSize(1);
      try (JournalTransaction open = node.store.transactions().orElseThrow().begin(run)) {
        Shelf.put(open, "mine");
        assertThat(open.commit(Node.next(run, 2))).isEqualTo(DURABLE);
      }
      Append end =
          new Append(
              run.id(),
              run.epoch(),
              Node.rows(3, 4),
              new Change(RunState.COMPLETED, RunHeader.NEVER));
      assertThat(node.store.commit(List.of(end))).containsExactly(DURABLE);
      assertThat(node.store.nextInLine(run.id())).isEmpty();
      assertThat(node.store.nextInLine(UUID.randomUUID())).isEmpty();
      assertThat(node.store.list(RunQuery.all()).runs()).hasSize(1);
      Sql.lapse(database, place);
      for (int i = 0; i < 40; i++) {
        node.cluster().renew();
      }
      assertThat(node.store.claim(run.id())).isPresent();
      assertThat(node.store.purge(Long.MAX_VALUE, null, 10).removed()).isOne();
      assertThat(node.store.find(Node.SAGA, "o-1")).isEmpty();
    }
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Sql.run(least, "DELETE FROM " + place.quoted() + ".journal"));
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Sql.run(least, "DELETE FROM " + place.quoted() + ".run"));
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Sql.run(least, "SELECT " + place.quoted() + ".raise_epochs()"));
  }

  @Test
  void afterARestoredBackupEveryEpochIsHigher() throws Exception {
    long before;
    try (Node node = Node.begun(database, place)) {
      before = node.store.epochFor(Node.SAGA, "o-1");
    }
    Sql.run(database, "SELECT " + place.quoted() + ".raise_epochs(5000)");

    try (Node node = Node.begun(database, place)) {
      assertThat(node.store.epochFor(Node.SAGA, "o-1")).isEqualTo(before + 5001);
    }
  }

  @Test
  void nodesThatBeginTogetherMakeOneJournal() throws Exception {
    List<CompletableFuture<Void>> openings =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> journal(database).open().close()))
            .toList();
    for (CompletableFuture<Void> opening : openings) {
      opening.get(60, TimeUnit.SECONDS);
    }
    try (Node node = Node.begun(database, place)) {
      assertThat(node.cluster().renew().epochs()).hasSize(Shards.COUNT);
    }
  }

  /** A pool of ten is enough, and gets its connections back as they were. */
  @Test
  void aPoolOfTenServesAndGetsItsConnectionsBackAsTheyWere() throws Exception {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setDataSource(database);
      pool.setMaximumPoolSize(10);
      pool.setConnectionTimeout(5_000);
      try (JournalStore store = journal(pool).open()) {
        store.cluster().orElseThrow().renew();
        assertThat(store.find(Node.SAGA, "o-1")).isEmpty();
      }
      for (int i = 0; i < 10; i++) {
        try (Connection connection = pool.getConnection();
            Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT current_setting('statement_timeout'), current_setting('search_path'),"
                        + " current_setting('application_name')")) {
          row.next();
          assertThat(row.getString(1)).isEqualTo("0");
          assertThat(row.getString(2)).contains("public");
          assertThat(row.getString(3)).isNotEqualTo("skald");
          pool.evictConnection(connection);
        }
      }
    }
  }

  @Test
  void optionsAreChecked() {
    PostgresJournal journal = PostgresJournal.at(database);
    assertThat(journal).hasToString("PostgreSQL journal in the schema skald of PostgreSQL");
    for (String name : List.of("", "Skald", "a-b", "a\"b", "1a", "a".repeat(64))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> journal.inSchema(name))
          .withMessageContaining("lower-case letters");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> journal.leasedFor(Duration.ofMillis(999)))
        .withMessageContaining("999 ms");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PostgresJournal.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
