package dev.skald.proof;

import dev.skald.runtime.postgres.PostgresJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the journal of a scene is. Written as one word, it goes to each worker. */
sealed interface ProofJournal {

  /** What all is well with a journal is called. */
  String SOUND = "ok";

  /** A journal that one worker at a time has to itself. */
  record File(Path path) implements ProofJournal {

    @Override
    public JournalProvider provider() {
      return SqliteJournal.at(path);
    }

    @Override
    public String word() {
      return "file," + path;
    }

    @Override
    public String integrity() throws SQLException {
      return ask("jdbc:sqlite:" + path, "PRAGMA integrity_check");
    }
  }

  /** A journal that workers share. */
  record Database(int port, String name, Duration lease) implements ProofJournal {

    /** Rows that nothing refers to, or that refer to nothing. */
    private static final String STRAY =
        "SELECT CASE WHEN EXISTS (SELECT FROM skald.journal j WHERE NOT EXISTS"
            + " (SELECT FROM skald.run r WHERE r.id = j.run)) THEN 'records of no run'"
            + " WHEN EXISTS (SELECT FROM skald.run r WHERE NOT EXISTS"
            + " (SELECT FROM skald.journal j WHERE j.run = r.id)) THEN 'runs without records'"
            + " WHEN EXISTS (SELECT FROM skald.standing s WHERE NOT EXISTS"
            + " (SELECT FROM skald.run r WHERE r.id = s.run)) THEN 'the standing of no run'"
            + " ELSE 'ok' END";

    /** The same journal by way of another port. */
    Database by(int otherPort) {
      return new Database(otherPort, name, lease);
    }

    @Override
    public JournalProvider provider() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setServerNames(new String[] {"127.0.0.1"});
      source.setPortNumbers(new int[] {port});
      source.setDatabaseName(name);
      source.setUser("postgres");
      source.setConnectTimeout(5);
      // A way that swallows everything lets a connection be made, and answers no login.
      source.setLoginTimeout(5);
      return PostgresJournal.at(source).leasedFor(lease);
    }

    @Override
    public String word() {
      return String.join(",", "database", "" + port, name, "" + lease.toMillis());
    }

    @Override
    public String integrity() throws SQLException {
      return ask("jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres", STRAY);
    }
  }

  /** How it is opened. */
  JournalProvider provider();

  /** What {@link #of} reads. */
  String word();

  /** Whether the place is sound, in its own words; {@link #SOUND} if all is well. */
  String integrity() throws SQLException;

  static ProofJournal of(String word) {
    String[] part = word.split(",");
    return part[0].equals("file")
        ? new File(Path.of(part[1]))
        : new Database(
            Integer.parseInt(part[1]), part[2], Duration.ofMillis(Long.parseLong(part[3])));
  }

  private static String ask(String url, String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
