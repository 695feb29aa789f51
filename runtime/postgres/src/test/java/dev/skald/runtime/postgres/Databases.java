package dev.skald.runtime.postgres;

import dev.skald.localpostgres.LocalPostgres;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** The server of all tests: one database for each test class, one schema for each journal. */
final class Databases {

  private static final Map<Class<?>, String> NAMES = new ConcurrentHashMap<>();
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Databases() {}

  static PGSimpleDataSource of(Class<?> test) {
    return LocalPostgres.shared().source(name(test));
  }

  static String name(Class<?> test) {
    return NAMES.computeIfAbsent(test, Databases::make);
  }

  private static String make(Class<?> test) {
    try {
      return LocalPostgres.shared().newDatabase();
    } catch (SQLException e) {
      throw new IllegalStateException("No database for " + test, e);
    }
  }

  /** A name that nobody has used. */
  static String schema() {
    return "journal_" + SCHEMAS.incrementAndGet();
  }
}
