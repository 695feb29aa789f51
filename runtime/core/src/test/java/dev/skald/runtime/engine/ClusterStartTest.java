package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.KeyConflictException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.engine.ClusterWorld.Node;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.spi.WriteResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run is started on any node, and runs on the one that owns it. */
class ClusterStartTest {

  private static final Duration SOON = Duration.ofMillis(2 * Rounds.SOON_MILLIS);

  private final ClusterWorld world = new ClusterWorld();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> plan() {
    return Solo.step((saga, call) -> services.call("work", call.input(Solo.INPUT), call.context()));
  }

  private long epochOfCall() {
    assertThat(services.made("work")).hasSize(1);
    return services.made("work").get(0).context().epoch();
  }

  @Test
  void aRunRunsOnItsOwnerAndWhoStartedItSeesTheEnd() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");

    SagaHandle<String> run = b.client.start(key, "x");
    SagaOutcome<String> outcome = world.call(() -> run.await(Duration.ofMinutes(1)));

    assertThat(outcome).isEqualTo(new SagaOutcome.Completed<>("work(x)"));
    assertThat(epochOfCall()).isEqualTo(a.journal.store().epochFor("solo", key));
    assertThat(b.engine.liveRuns()).isZero();
    assertThat(b.engine.watchedRuns()).isZero();
    assertThat(a.journal.kinds("solo", key))
        .as("being started elsewhere costs no record")
        .containsExactly("started", "succeeded work");
    b.assertState("solo", key, RunState.COMPLETED);
    assertThat(b.engine.runs(RunQuery.all()).runs()).hasSize(1);
  }

  @Test
  void whatIsStartedElsewhereBeginsWithinAQuarterOfASecond() {
    Node a = world.open(plan());
    Node b = world.open(plan());

    b.client.start(a.key("solo"), "x");
    assertThat(services.made("work")).isEmpty();
    world.advance(Duration.ofMillis(Rounds.LOOK_EVERY_MILLIS));

    assertThat(services.made("work")).hasSize(1);
  }

  /** Where one run came from another node the next is expected; so is the end of a young one. */
  @Test
  void whatFollowsSoonIsSeenSoon() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    var first = b.client.start(a.key("solo"), "first").outcome().toCompletableFuture();
    while (!first.isDone()) {
      world.advance(SOON);
    }

    var next = b.client.start(a.key("solo", "n"), "next").outcome().toCompletableFuture();
    world.advance(SOON);
    assertThat(services.made("work")).hasSize(2);
    world.advance(SOON);
    assertThat(next).isCompletedWithValue(new SagaOutcome.Completed<>("work(next)"));
  }

  /** As long as nobody brings anything, the journal is asked four times a second. */
  @Test
  void whereNothingFollowsLooksAreRareAgain() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    b.client.start(a.key("solo"), "first");
    while (services.made("work").isEmpty()) {
      world.advance(SOON);
    }
    world.advance(SOON.multipliedBy(2));

    b.client.start(a.key("solo", "n"), "next");
    world.advance(SOON);
    assertThat(services.made("work")).hasSize(1);
  }

  @Test
  void theSameStartOnTwoNodesIsOneRun() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    for (String key : new String[] {a.key("solo"), b.key("solo")}) {
      SagaHandle<String> one = a.client.start(key, "x");
      SagaHandle<String> other = b.client.start(key, "x");
      assertThat(world.call(() -> one.await(Duration.ofMinutes(1))))
          .isEqualTo(world.call(() -> other.await(Duration.ofMinutes(1))))
          .isEqualTo(new SagaOutcome.Completed<>("work(x)"));
      assertThatThrownBy(() -> b.client.start(key, "y")).isInstanceOf(KeyConflictException.class);
      assertThatThrownBy(() -> a.client.start(key, "y")).isInstanceOf(KeyConflictException.class);
    }
    assertThat(services.made("work")).hasSize(2);
  }

  @Test
  void aRunWhoseStarterDiesAtOnceRunsAllTheSame() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");
    b.client.start(key, "x");
    b.crash();
    world.advance(Duration.ofSeconds(1));
    a.assertState("solo", key, RunState.COMPLETED);
  }

  @Test
  void aRunWhoseOwnerIsDeadRunsOnTheNext() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");
    a.crash();
    SagaHandle<String> run = b.client.start(key, "x");
    world.lapse();
    assertThat(world.call(() -> run.await(Duration.ofMinutes(1))))
        .isInstanceOf(SagaOutcome.Completed.class);
    assertThat(epochOfCall()).isEqualTo(b.journal.store().epochFor("solo", key));
  }

  @Test
  void aNodeThatHasNoShardsYetStartsRunsForWhoeverGetsThem() {
    Node[] alone = new Node[1];
    alone[0] =
        world.open(
            node -> {
              node.client = node.register(plan());
              node.client.start("early", "x");
            });
    alone[0].assertState("solo", "early", RunState.COMPLETED);
    assertThat(services.made("work")).hasSize(1);
  }

  @Test
  void aRunIsTakenUpAgainWhenTheLeaseLapsesBeforeItsStartIsAnswered() {
    Node a = world.open(plan());
    a.journal.nextCommit(
        (store, batch) -> {
          List<WriteResult> durable = store.commit(batch);
          a.pause();
          world.lapse();
          a.resume();
          // It learns that it is another node now, gets its shards back, and claims the run.
          a.environment.catchUpHere();
          return durable;
        });
    SagaHandle<String> run = a.client.start("late", "x");
    world.advance(Duration.ofSeconds(1));

    assertThat(run.await(Duration.ZERO)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(epochOfCall()).isEqualTo(a.journal.store().epochFor("solo", "late"));
  }

  @Test
  void whoWaitsIsToldAlsoWhenTheOwnerChangesMeanwhile() {
    services.always(
        "work",
        (argument, context) -> {
          throw context.retryLater(Duration.ofMinutes(1));
        });
    Node a = world.open(plan());
    Node b = world.open(plan());
    Node c = world.open(plan());
    String key = a.key("solo");
    SagaHandle<String> run = b.client.start(key, "x");
    assertThatThrownBy(() -> world.call(() -> run.await(Duration.ofMillis(1))))
        .isInstanceOf(AwaitTimeoutException.class);
    var outcome = run.outcome().toCompletableFuture();
    world.advance(Duration.ofSeconds(5));
    a.crash();
    services.always("work", (argument, context) -> "done");
    world.advance(Duration.ofMinutes(2));
    assertThat(outcome).isCompletedWithValue(new SagaOutcome.Completed<>("done"));
    assertThat(c.engine.watchedRuns()).isZero();
  }

  @Test
  void aRunThatIsStuckElsewhereIsToldAsStuck() {
    services.always("work", Script.fail("broken"));
    Node a = world.open(plan());
    Node b = world.open(plan());
    SagaHandle<String> run = b.client.start(a.key("solo"), "x");
    assertThat(world.call(() -> run.await(Duration.ofHours(1))))
        .isInstanceOf(SagaOutcome.Stuck.class);
  }

  @Test
  void whatIsNowhereIsUnknownEverywhere() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    for (Node node : new Node[] {a, b}) {
      assertThat(node.engine.find("solo", "none")).isEmpty();
      assertThat(node.client.handle("none")).isEmpty();
      assertThatThrownBy(() -> world.run(() -> node.client.operate("none", "ada").cancel("no")))
          .isInstanceOf(UnknownRunException.class);
    }
  }
}
