package dev.skald.runtime.postgres;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.testkit.contract.JournalClusterContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.ds.PGSimpleDataSource;

/** Several nodes. Time is moved by hand, on the server and on the nodes. */
class PostgresClusterTest extends JournalClusterContract {

  private final AtomicLong nanos = new AtomicLong();
  private final PGSimpleDataSource database = Databases.of(PostgresClusterTest.class);
  private final Place place = new Place(Databases.schema());

  @Override
  protected JournalProvider newJournal() {
    return () -> PostgresStore.open(database, place, lease(), nanos::get);
  }

  @Override
  protected Duration lease() {
    return Duration.ofMinutes(10);
  }

  @Override
  protected void pass(Duration time) throws SQLException {
    nanos.addAndGet(time.toNanos());
    String sql =
        "UPDATE "
            + place.quoted()
            + ".node SET expires_at = expires_at - ? * interval '1 millisecond'";
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setLong(1, time.toMillis());
      update.executeUpdate();
    }
  }
}
