package dev.skald.localpostgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server of its own, on a free port of the loopback interface. It keeps what it acknowledges: the
 * library that starts it turns that off, and it is turned on again here. Not safe for use by
 * several threads, but for {@link #newDatabase} and what only reads.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final long LONGEST_STOP_SECONDS = 60;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static @Nullable LocalPostgres shared;

  private final Path folder;
  private final Map<String, String> settings;
  private EmbeddedPostgres server;

  private LocalPostgres(Path folder, Map<String, String> settings) throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.server = start(folder, settings, 0);
  }

  /**
   * The one server of this process, started when first asked for, and stopped with the process.
   *
   * @return the server
   */
  public static synchronized LocalPostgres shared() {
    if (shared == null) {
      try {
        LocalPostgres started = startIn(Files.createTempDirectory("skald-postgres-"), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-postgres"));
        shared = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /**
   * Starts a server.
   *
   * @param folder where its data are kept; taken up if there are any, removed when it is closed
   * @param settings more settings of the server
   * @return the server
   * @throws IOException if it cannot be started
   */
  public static LocalPostgres startIn(Path folder, Map<String, String> settings)
      throws IOException {
    return new LocalPostgres(folder, settings);
  }

  private static EmbeddedPostgres start(Path folder, Map<String, String> settings, int port)
      throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setPGStartupWait(START)
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100");
    if (port > 0) {
      builder.setPort(port);
    }
    settings.forEach(builder::setServerConfig);
    return builder.start();
  }

  /**
   * Makes an empty database.
   *
   * @return its name
   * @throws SQLException if that fails
   */
  public String newDatabase() throws SQLException {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
    return name;
  }

  /**
   * Runs a statement as the superuser, in the database {@code postgres}.
   *
   * @param sql the statement
   * @throws SQLException if it fails
   */
  public void execute(String sql) throws SQLException {
    try (Connection connection = source("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Where connections to a database come from, as the superuser.
   *
   * @param database its name
   * @return the driver's plain source
   */
  public PGSimpleDataSource source(String database) {
    return source(database, port());
  }

  /**
   * The same, by way of another port of this machine.
   *
   * @param database the database's name
   * @param port the port
   * @return the driver's plain source
   */
  public PGSimpleDataSource source(String database, int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("postgres");
    return source;
  }

  /**
   * The port it listens at.
   *
   * @return the port; the same after {@link #startAgain}
   */
  public int port() {
    return server.getPort();
  }

  /**
   * The process of the server.
   *
   * @return its identity
   * @throws IOException if it does not run
   */
  public ProcessHandle process() throws IOException {
    return running().orElseThrow(() -> new IOException("The server does not run"));
  }

  private Optional<ProcessHandle> running() throws IOException {
    Path file = folder.resolve("data").resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
  }

  /**
   * Kills the server, as {@code kill -9}, with all its children.
   *
   * @throws IOException if it does not run
   */
  public void kill() throws IOException {
    ProcessHandle process = process();
    var children = process.children().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
  }

  /**
   * Starts the server again, after {@link #kill} or while it runs, with the same data at the same
   * port.
   *
   * @throws IOException if it cannot be started
   */
  public void startAgain() throws IOException {
    int port = port();
    server.close();
    server = start(folder, settings, port);
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() {
    try {
      Optional<ProcessHandle> process = running();
      server.close();
      // That waits some seconds; a server with much to write needs longer, and goes on writing.
      process.ifPresent(
          stopping -> stopping.onExit().orTimeout(LONGEST_STOP_SECONDS, TimeUnit.SECONDS).join());
      removeAll(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeAll(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
