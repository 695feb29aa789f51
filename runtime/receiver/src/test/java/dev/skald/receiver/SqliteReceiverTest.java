package dev.skald.receiver;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that keeps its state in SQLite, and begins transactions as it should. */
class SqliteReceiverTest extends ProofContract {

  @TempDir private Path folder;
  private int databases;

  String mode() {
    return "IMMEDIATE";
  }

  @Override
  String emptyDatabase() throws SQLException {
    // Nothing here pulls the plug, so nothing needs to be forced to the disk.
    String url =
        "jdbc:sqlite:"
            + folder.resolve(++databases + ".db")
            + "?journal_mode=WAL&synchronous=OFF&busy_timeout=20000&transaction_mode="
            + mode();
    // The first one turns the log on, for which SQLite does not wait as it does for a lock.
    DriverManager.getConnection(url).close();
    return url;
  }

  @ParameterizedTest
  @EnumSource
  void aKilledProcessLeavesAllOrNothing(Killed.When when) throws Exception {
    Killed.check(database, when, folder);
  }
}
