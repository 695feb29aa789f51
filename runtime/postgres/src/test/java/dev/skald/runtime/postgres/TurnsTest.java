package dev.skald.runtime.postgres;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.localpostgres.FaultProxy;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A new connection of the writer takes its turns in the shards, while other things go on. */
class TurnsTest {

  private final PGSimpleDataSource database = Databases.of(TurnsTest.class);
  private final Place place = new Place(Databases.schema());
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  private Node begun(PGSimpleDataSource by) {
    Node node = Node.begun(by, place);
    nodes.add(node);
    return node;
  }

  private static String ownedBy(Node node, int number) {
    int found = 0;
    for (int i = 0; ; i++) {
      if (node.store.epochFor(Node.SAGA, "o-" + i) > 0 && found++ == number) {
        return "o-" + i;
      }
    }
  }

  /**
   * The turns are taken in what the node owned when they were asked for, and the answer comes late:
   * what the lease has brought or given back since then is not undone by it.
   */
  @Test
  void turnsChangeNothingOfWhatIsOwned() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(database)) {
      Node node = begun(proxy.source());
      Node leaving = begun(database);
      node.cluster().release(node.cluster().renew().surplus());
      leaving.cluster().renew();
      RunHeader run = node.given(ownedBy(node, 0));
      RunHeader left = leaving.given(ownedBy(leaving, 0));

      CompletableFuture<WriteResult> append;
      try (Connection blocker = database.getConnection();
          Statement statement = blocker.createStatement()) {
        blocker.setAutoCommit(false);
        int first = node.cluster().shardOf(Node.SAGA, run.key());
        statement.execute(
            "SELECT 1 FROM " + place.quoted() + ".shard WHERE id = " + first + " FOR SHARE");
        proxy.cutWhenAsked("INSERT INTO journal");
        append = CompletableFuture.supplyAsync(() -> node.append(run, 1));
        Sql.awaitWaiting(database);
        leaving.close();
        nodes.remove(leaving);
        assertThat(node.cluster().renew().epochs()).hasSize(Shards.COUNT);
        blocker.commit();
      }

      assertThat(append.get(30, TimeUnit.SECONDS)).isEqualTo(DURABLE);
      assertThat(node.store.epochFor(Node.SAGA, left.key())).isPositive();
      assertThat(node.store.claim(Node.SAGA, 10)).extracting(RunHeader::id).contains(left.id());
    }
  }

  /** What a new connection has just done to the shards is not known yet when runs are claimed. */
  @Test
  void aClaimThatMissesATurnDoesNotSayThatNothingIsLeft() throws Exception {
    Node former = begun(database);
    RunHeader run = former.given("o-1");
    RunHeader other = former.given("o-2");
    Sql.lapse(database, place);
    Node node = begun(database);

    raiseTurns();
    assertThat(node.store.claim(Node.SAGA, 10))
        .extracting(RunHeader::id)
        .containsExactlyInAnyOrder(run.id(), other.id());

    Sql.lapse(database, place);
    Node next = begun(database);
    raiseTurns();
    assertThat(next.store.claim(run.id())).isPresent();
  }

  /** Whoever was told that a run is another's lets go of it; nobody would take it up again. */
  @Test
  void anEpochThatIsLostDoesNotComeBack() throws Exception {
    Node node = begun(database);
    RunHeader run = node.given("o-1");

    raiseTurns();
    assertThat(node.append(run, 1)).isEqualTo(FENCED);
    assertThat(node.store.owns(run)).isFalse();
    node.cluster().renew();

    assertThat(node.store.owns(run)).isFalse();
    assertThat(node.store.epochFor(Node.SAGA, "o-1")).isGreaterThan(run.epoch());
    RunHeader again = node.store.claim(Node.SAGA, 10).get(0);
    assertThat(again.id()).isEqualTo(run.id());
    assertThat(node.append(again, 1)).isEqualTo(DURABLE);
  }

  private void raiseTurns() throws Exception {
    Sql.run(database, "UPDATE " + place.quoted() + ".shard SET turn = turn + 1");
  }
}
