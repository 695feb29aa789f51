package dev.skald.receiver;

import java.util.concurrent.atomic.AtomicInteger;

/** A database without any of the words that PostgreSQL and SQLite share. */
class H2ReceiverTest extends ProofContract {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  @Override
  String emptyDatabase() {
    return "jdbc:h2:mem:receiver-"
        + DATABASES.incrementAndGet()
        + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";
  }
}
