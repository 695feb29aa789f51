package dev.skald.runtime.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.testkit.contract.JournalClusterModelContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

class PostgresModelTest extends JournalClusterModelContract {

  /** Scripts open stores again and again, and connections are dear. */
  private static final int CONNECTIONS = 12;

  private final AtomicLong nanos = new AtomicLong();
  private final HikariDataSource database = new HikariDataSource();
  private Place place;

  PostgresModelTest() {
    database.setDataSource(Databases.of(PostgresModelTest.class));
    database.setMaximumPoolSize(CONNECTIONS);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

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
