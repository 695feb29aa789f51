package dev.skald.runtime.postgres;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.testkit.contract.JournalClusterModelContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresModelTest extends JournalClusterModelContract {

  private final AtomicLong nanos = new AtomicLong();
  private final PGSimpleDataSource database = Databases.of(PostgresModelTest.class);
  private Place place;

  @Override
  protected JournalProvider newJournal(int number) {
    Place made = new Place(Databases.schema());
    place = made;
    return () -> PostgresStore.open(database, made, lease(), nanos::get);
  }

  @Override
  protected Duration lease() {
    return Duration.ofMinutes(10);
  }

  @Override
  protected void pass(Duration time) throws SQLException {
    nanos.addAndGet(time.toNanos());
    Sql.run(
        database,
        "UPDATE "
            + place.quoted()
            + ".node SET expires_at = expires_at - "
            + time.toMillis()
            + " * interval '1 millisecond'");
  }
}
