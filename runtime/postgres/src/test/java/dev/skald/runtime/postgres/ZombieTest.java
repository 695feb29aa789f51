package dev.skald.runtime.postgres;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.localpostgres.FaultProxy;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Nodes that are dead to the others, and still write. */
class ZombieTest {

  private final PGSimpleDataSource database = Databases.of(ZombieTest.class);
  private final Place place = new Place(Databases.schema());
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  private Node begun() {
    Node node = Node.begun(database, place);
    nodes.add(node);
    return node;
  }

  /**
   * The takeover changes the shard's row and is not committed yet: what is written in that moment
   * must wait for it, and is then refused. Without the lock it would look at the row as it was.
   */
  @Test
  void anAppendThatRacesATakeoverIsRefused() throws Exception {
    Node zombie = begun();
    RunHeader run = zombie.given("o-1");
    CompletableFuture<WriteResult> append;
    try (Connection taker = database.getConnection();
        Statement statement = taker.createStatement()) {
      taker.setAutoCommit(false);
      statement.execute(
          "UPDATE " + place.quoted() + ".shard SET owner = gen_random_uuid(), epoch = epoch + 1");
      CompletableFuture<WriteResult> begun =
          CompletableFuture.supplyAsync(() -> zombie.append(run, 1));
      append = begun;
      Sql.await(() -> begun.isDone() || Sql.isAnybodyWaiting(database));
      taker.commit();
    }

    assertThat(append.get(30, TimeUnit.SECONDS)).isEqualTo(FENCED);
    assertThat(zombie.count(run)).isEqualTo(1);
    assertThat(zombie.store.owns(run)).isFalse();
  }

  /** The other way round: a takeover does not pass what is being written. */
  @Test
  void aTakeoverPassesByWhatIsBeingWrittenAndTakesItLater() throws Exception {
    Node owner = begun();
    RunHeader run = owner.given("o-1");
    Sql.lapse(database, place);
    Node heir;
    try (Connection writer = database.getConnection();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      int shard = Shards.of(Node.SAGA, "o-1");
      statement.execute(
          "SELECT 1 FROM " + place.quoted() + ".shard WHERE id = " + shard + " FOR SHARE");
      heir = begun();
      assertThat(heir.store.epochFor(Node.SAGA, "o-1")).isZero();
      assertThat(heir.cluster().renew().epochs()).hasSize(Shards.COUNT - 1);
      writer.commit();
    }

    assertThat(heir.cluster().renew().epochs()).hasSize(Shards.COUNT);
    assertThat(heir.store.claim(Node.SAGA, 10)).extracting(RunHeader::id).containsExactly(run.id());
  }

  /** A node stops in the middle of a transactional step; the server ends its transaction. */
  @Test
  void aFrozenHolderOfATransactionDoesNotKeepItsShardForEver() throws Exception {
    Node frozen = begun();
    RunHeader run = frozen.given("o-1");
    Shelf.empty(database);
    JournalTransaction open = frozen.store.transactions().orElseThrow().begin(run);
    Shelf.put(open, "never");
    Sql.lapse(database, place);

    Node heir = begun();
    assertThat(heir.store.epochFor(Node.SAGA, "o-1")).as("nobody waits for it").isZero();
    Sql.await(
        () -> {
          heir.cluster().renew();
          return heir.store.epochFor(Node.SAGA, "o-1") > 0;
        });

    RunHeader taken = heir.store.claim(run.id()).orElseThrow();
    assertThat(heir.append(taken, 1)).isEqualTo(DURABLE);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> open.commit(Node.next(run, 1)));
    open.close();
    assertThat(Shelf.values(database)).isEmpty();
    assertThat(frozen.append(run, 2)).isEqualTo(FENCED);
  }

  /** A node is paused for three leases with hundreds of runs in the middle, and then goes on. */
  @Test
  void aPausedNodeWritesNothingMoreAndGoesOnAsANewOne() throws Exception {
    Node paused = begun();
    Map<String, RunHeader> runs = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      runs.put("o-" + i, paused.given("o-" + i));
    }
    var before = paused.cluster().renew().node();

    Sql.lapse(database, place);
    Node heir = begun();
    int claimed = 0;
    for (List<RunHeader> page = heir.store.claim(Node.SAGA, 64);
        !page.isEmpty();
        page = heir.store.claim(Node.SAGA, 64)) {
      List<JournalWrite> batch = new ArrayList<>();
      page.forEach(run -> batch.add(Node.next(run, 1)));
      assertThat(heir.store.commit(batch)).containsOnly(DURABLE);
      claimed += page.size();
    }
    assertThat(claimed).isEqualTo(300);

    paused.nanos.addAndGet(Node.LEASE.multipliedBy(3).toNanos());
    assertThat(paused.cluster().mayCall()).isFalse();
    List<JournalWrite> late = new ArrayList<>();
    runs.values().forEach(run -> late.add(Node.next(run, 1)));
    assertThat(paused.store.commit(late.subList(0, 256))).containsOnly(FENCED);
    assertThat(paused.store.commit(late.subList(256, 300))).containsOnly(FENCED);
    assertThat(runs.values()).noneMatch(paused.store::owns);
    assertThat(paused.cluster().renew().node()).isNotEqualTo(before);
    assertThat(paused.cluster().mayCall()).isTrue();
    runs.values().forEach(run -> assertThat(heir.count(run)).isEqualTo(2));

    heir.cluster().release(heir.cluster().renew().surplus());
    assertThat(paused.cluster().renew().epochs()).as("its share, as a new node").hasSize(32);
  }

  /** The answer to a commit is lost; it has reached the server, or will, or never does. */
  @Test
  void aCommitWhoseAnswerIsLostIsFoundToBeDurable() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(database)) {
      Node node = Node.begun(proxy.source(), place);
      nodes.add(node);
      RunHeader run = node.given("o-1");

      proxy.cutWhenAnswered("INSERT INTO journal");
      assertThat(node.append(run, 1)).isEqualTo(DURABLE);
      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(node.count(run)).isEqualTo(2);

      proxy.cutWhenAsked("INSERT INTO journal");
      assertThat(node.append(run, 2)).as("sent again").isEqualTo(DURABLE);
      assertThat(proxy.cuts()).isEqualTo(2);
      assertThat(node.count(run)).isEqualTo(3);
      assertThat(node.store.owns(run)).as("its runs are still its own").isTrue();

      RunHeader other = node.header("o-2");
      proxy.cutWhenAnswered("INSERT INTO journal");
      assertThat(node.create(other)).isEqualTo(DURABLE);
      assertThat(node.store.find(Node.SAGA, "o-2")).contains(other);
    }
  }

  /** The statement still runs on the server when its connection is gone for the node. */
  @Test
  void aCommitThatIsStillUnderWayIsWaitedForOrRefused() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(database)) {
      Node node = Node.begun(proxy.source(), place);
      nodes.add(node);
      RunHeader run = node.given("o-1");
      CompletableFuture<WriteResult> append;
      try (Connection blocker = database.getConnection();
          Statement statement = blocker.createStatement()) {
        blocker.setAutoCommit(false);
        // Whoever writes to the journal waits, with the shard's row locked.
        statement.execute("LOCK TABLE " + place.quoted() + ".journal IN SHARE MODE");
        append = CompletableFuture.supplyAsync(() -> node.append(run, 1));
        Sql.awaitWaiting(database);
        proxy.cutAllButTheServersSide();
        Sql.await(
            () ->
                Sql.number(
                        database,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    > 1);
        blocker.commit();
      }

      assertThat(append.get(30, TimeUnit.SECONDS)).isEqualTo(DURABLE);
      assertThat(node.count(run)).isEqualTo(2);
      assertThat(node.append(run, 2)).isEqualTo(DURABLE);
    }
  }
}
