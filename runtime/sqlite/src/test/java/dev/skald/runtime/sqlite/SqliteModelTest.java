package dev.skald.runtime.sqlite;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.testkit.contract.JournalModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteModelTest extends JournalModelContract {

  @TempDir Path directory;

  @Override
  protected JournalProvider newJournal(int number) {
    return SqliteJournal.at(directory.resolve("sagas" + number + ".db"));
  }
}
