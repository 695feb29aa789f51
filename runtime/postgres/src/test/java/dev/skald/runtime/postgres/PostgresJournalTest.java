package dev.skald.runtime.postgres;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.testkit.contract.JournalStoreContract;
import java.util.List;
import javax.sql.DataSource;

/** One node alone does what every store does. */
class PostgresJournalTest extends JournalStoreContract {

  private DataSource database;

  @Override
  protected JournalProvider newJournal() throws Exception {
    database = Databases.of(PostgresJournalTest.class);
    Shelf.empty(database);
    return PostgresJournal.at(database).inSchema(Databases.schema());
  }

  @Override
  protected void put(JournalTransaction transaction, String value) throws Exception {
    Shelf.put(transaction, value);
  }

  @Override
  protected List<String> kept() throws Exception {
    return Shelf.values(database);
  }
}
