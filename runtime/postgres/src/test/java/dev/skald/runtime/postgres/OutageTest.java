package dev.skald.runtime.postgres;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.localpostgres.FaultProxy;
import dev.skald.localpostgres.LocalPostgres;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.WriteResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers that go away, and ways to them that break. */
class OutageTest {

  private final PGSimpleDataSource database = Databases.of(OutageTest.class);
  private final Place place = new Place(Databases.schema());

  @Test
  void whatWasAcknowledgedSurvivesAServerThatIsKilled(@TempDir Path folder) throws Exception {
    LocalPostgres server = LocalPostgres.startIn(folder.resolve("server"), Map.of());
    try (server) {
      PGSimpleDataSource source = server.source(server.newDatabase());
      Node node = Node.begun(source, place);
      RunHeader run = node.given("o-1");
      AtomicInteger durable = new AtomicInteger(1);
      AtomicBoolean failed = new AtomicBoolean();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> writeUntilItFails(node, run, durable, failed));
      Sql.await(() -> durable.get() > 20);

      server.kill();
      writing.get(60, TimeUnit.SECONDS);
      assertThat(failed).isTrue();
      server.startAgain();

      int kept = node.count(run);
      assertThat(kept)
          .as("records that were acknowledged")
          .isBetween(durable.get(), durable.get() + 1);
      assertThat(node.append(run, kept)).isEqualTo(DURABLE);
      node.close();
    }
  }

  private static void writeUntilItFails(
      Node node, RunHeader run, AtomicInteger durable, AtomicBoolean failed) {
    try {
      while (node.append(run, durable.get()) == WriteResult.DURABLE) {
        durable.incrementAndGet();
      }
    } catch (JournalException e) {
      failed.set(true);
    }
  }

  @Test
  void aNodeGoesOnWhenTheWayIsMended() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(database);
        Node node = Node.begun(proxy.source(), place)) {
      RunHeader run = node.given("o-1");
      proxy.delay(20);
      assertThat(node.append(run, 1)).isEqualTo(DURABLE);

      proxy.breakOff();
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> node.append(run, 2))
          .withMessageContaining("the way to it is gone");
      assertThatExceptionOfType(JournalException.class).isThrownBy(() -> node.count(run));
      assertThatExceptionOfType(JournalException.class).isThrownBy(() -> node.cluster().renew());
      proxy.mend();

      int kept = node.count(run);
      assertThat(kept).isEqualTo(2);
      assertThat(node.append(run, 2)).isEqualTo(DURABLE);
      assertThat(node.cluster().renew().epochs()).hasSize(Shards.COUNT);
      proxy.cutAll();
      assertThat(node.count(run)).as("idle connections that died are replaced").isEqualTo(3);
      assertThat(node.append(run, 3)).isEqualTo(DURABLE);
    }
  }

  /** Half-open: nobody says that the connection is gone, so it has to be given up by the clock. */
  @Test
  void aServerThatIsNotHeardOfAnyMoreIsGivenUp() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(database);
        Node node = Node.begun(proxy.source(), place)) {
      RunHeader run = node.given("o-1");

      proxy.swallow();
      CompletableFuture<WriteResult> append =
          CompletableFuture.supplyAsync(() -> node.append(run, 1));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> append.get(60, TimeUnit.SECONDS))
          .withCauseInstanceOf(JournalException.class);
      proxy.mend();

      assertThat(node.append(run, node.count(run))).isEqualTo(DURABLE);
    }
  }
}
