package dev.skald.runtime.sqlite;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.testkit.contract.JournalStoreContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalStoreContract {

  @TempDir Path directory;

  @Override
  protected JournalProvider newJournal() {
    return SqliteJournal.at(file());
  }

  private Path file() {
    return directory.resolve("sagas.db");
  }

  @Override
  protected boolean refusesSecondOwner() {
    return true;
  }

  @Override
  protected void put(JournalTransaction transaction, String value) throws Exception {
    Shelf.put(transaction, value);
  }

  @Override
  protected List<String> kept() throws Exception {
    return Shelf.values(file());
  }
}
