package dev.skald.benchmarks;

import dev.skald.localpostgres.LocalPostgres;
import dev.skald.runtime.postgres.PostgresJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema of its own on a server that is started on this machine with its default durability, and
 * stopped with the process.
 */
final class Database implements AutoCloseable {

  private static final double TICKS_PER_SECOND = 100;

  /** The places of utime, stime, cutime and cstime behind the name of the process. */
  private static final int FIRST_TIME = 11;

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final String schema = "measured_" + SCHEMAS.incrementAndGet();

  PGSimpleDataSource source() {
    PGSimpleDataSource source = LocalPostgres.shared().source("postgres");
    source.setCurrentSchema(schema);
    return source;
  }

  /** A lease that outlasts any window, for what does not renew it. */
  PostgresJournal journal() {
    return PostgresJournal.at(source()).inSchema(schema).leasedFor(Duration.ofHours(1));
  }

  /** By which other processes find the journal: {@link #at}. */
  String address() {
    return LocalPostgres.shared().port() + "/" + schema;
  }

  /**
   * The journal at the address of a database that another process may have made.
   *
   * @return the journal, with the lease that it has by default
   */
  static PostgresJournal at(String address) {
    String[] parts = address.split("/");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {Integer.parseInt(parts[0])});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    return PostgresJournal.at(source).inSchema(parts[1]);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Makes the schema, for tables that are not the journal's. */
  void make() throws SQLException {
    execute("CREATE SCHEMA " + schema);
  }

  /** Processor time that the server has used so far, with all its processes. */
  static double cpuSeconds() {
    try {
      ProcessHandle server = LocalPostgres.shared().process();
      long ticks = times(server, 4);
      for (ProcessHandle child : server.children().toList()) {
        ticks += times(child, 2);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first so many times of a process; what has ended is in those of its parent. */
  private static long times(ProcessHandle process, int count) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Stream.of(fields).skip(FIRST_TIME).limit(count).mapToLong(Long::parseLong).sum();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Removes a schema and all that is in it. */
  void remove(String name) {
    try {
      execute("DROP SCHEMA IF EXISTS " + name + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException("The schema " + name + " cannot be removed", e);
    }
  }

  @Override
  public void close() {
    remove(schema);
  }
}
