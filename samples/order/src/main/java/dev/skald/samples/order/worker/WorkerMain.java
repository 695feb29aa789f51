package dev.skald.samples.order.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.guice.SkaldModule;
import dev.skald.runtime.postgres.PostgresJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import dev.skald.samples.order.PlaceOrderOrchestrator;
import dev.skald.samples.order.clients.ShopModule;
import dev.skald.samples.order.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The orchestrator process: an engine on a journal, and one line in, one line out for whoever
 * started it. It ends when its standard input does. Killed at any moment, it can be started again
 * on the same file: then its runs go on.
 */
public final class WorkerMain {

  /** Short, so that whoever watches the demo need not wait. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  private WorkerMain() {}

  /**
   * Runs sagas until the standard input ends.
   *
   * @param args none
   * @throws IOException if the standard input cannot be read
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    System.setOut(System.err); // Nothing but answers may get between the lines.
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    WorkerConfig config = Json.read(in.readLine(), WorkerConfig.class);

    Injector injector =
        Guice.createInjector(
            SkaldModule.journal(journal(config.journal())).sagas(PlaceOrderOrchestrator.class),
            new ShopModule(config.services()));

    SagaEngine engine = injector.getInstance(SagaEngine.class);
    Commands commands = new Commands(injector.getInstance(PlaceOrderOrchestrator.class));
    try (engine) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(Json.write(commands.execute(Json.read(line, Command.class))));
      }
    }
  }

  /** Nothing else differs between one orchestrator and several. */
  private static JournalProvider journal(String place) {
    if (!place.startsWith("jdbc:postgresql:")) {
      return SqliteJournal.at(Path.of(place));
    }
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(place);
    pool.setMaximumPoolSize(10);
    pool.setMinimumIdle(0);
    return PostgresJournal.at(new HikariDataSource(pool)).leasedFor(LEASE);
  }
}
