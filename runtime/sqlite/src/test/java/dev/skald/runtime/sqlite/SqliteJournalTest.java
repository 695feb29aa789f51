package dev.skald.runtime.sqlite;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.testkit.JournalStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalStoreContract {

  @TempDir Path directory;

  @Override
  protected JournalProvider newJournal() {
    return SqliteJournal.at(directory.resolve("sagas.db"));
  }

  @Override
  protected boolean refusesSecondOwner() {
    return true;
  }
}
