package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.engine.ClusterWorld.Node;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.spi.JournalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nodes come to an end, stand still or lose their line: others go on with their runs. */
class ClusterTakeoverTest {

  private final ClusterWorld world = new ClusterWorld();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> plan() {
    return Solo.step((saga, call) -> services.call("work", call.input(Solo.INPUT), call.context()));
  }

  private List<Long> epochs() {
    return services.made("work").stream().map(made -> made.context().epoch()).toList();
  }

  private static Script.Answer inAnHour() {
    return (argument, context) -> {
      throw context.retryLater(Duration.ofHours(1));
    };
  }

  @Test
  void anotherNodeGoesOnWithTheSameKeysAndAHigherEpoch() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");
    services.next(
        "work",
        (argument, context) -> {
          a.crash();
          return "nobody learns of it";
        });
    a.client.start(key, "x");

    world.lapse();

    b.assertState("solo", key, RunState.COMPLETED);
    assertThat(services.made("work")).hasSize(2);
    assertThat(services.made("work").stream().map(made -> made.context().idempotencyKey()))
        .containsOnly(services.made("work").get(0).context().idempotencyKey());
    assertThat(epochs().get(1)).isGreaterThan(epochs().get(0));
    assertThat(b.journal.kinds("solo", key))
        .containsExactly("started", "adopted", "succeeded work");
  }

  @Test
  void nothingIsTakenFromANodeThatLives() {
    services.always("work", inAnHour());
    Node a = world.open(plan());
    String key = a.key("solo");
    a.client.start(key, "x");
    world.advance(Duration.ofMinutes(5));
    world.open(plan());
    services.always("work", (argument, context) -> "done");
    world.advance(Duration.ofHours(1));
    a.assertState("solo", key, RunState.COMPLETED);
    assertThat(services.made("work")).hasSize(2);
  }

  @Test
  void whatAZombieReportsIsRefusedAndItsCopyIsDropped() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");
    services.next(
        "work",
        (argument, context) -> {
          a.pause();
          world.lapse();
          return "too late";
        });
    a.client.start(key, "x");
    world.advance(Duration.ofSeconds(1));

    assertThat(b.view("solo", key).state()).isEqualTo(RunState.COMPLETED);
    a.resume();
    world.advance(Duration.ofSeconds(5));

    assertThat(a.engine.liveRuns()).isZero();
    assertThat(b.journal.kinds("solo", key))
        .containsExactly("started", "adopted", "succeeded work");
    assertThat(a.view("solo", key).step("work").orElseThrow().result()).isEqualTo("work(x)");
    assertThat(services.made("work")).hasSize(2);
  }

  @Test
  void aNodeThatStoodStillForThreeLeasesCallsNothingWithAnOldEpoch() {
    Node a = world.open(plan());
    List<String> keys = new ArrayList<>();
    AtomicInteger begun = new AtomicInteger();
    services.always(
        "work",
        (argument, context) -> {
          if (begun.incrementAndGet() == 100) {
            // A hundred have been called, and two hundred are on their way to a thread.
            a.pause();
            world.open(plan());
            world.advance(ClusterWorld.LEASE.multipliedBy(3));
          }
          return "done";
        });
    for (int i = 0; i < 300; i++) {
      keys.add("run " + i);
      a.client.start("run " + i, "x");
    }
    a.environment.drain();
    long before = epochs().stream().mapToLong(Long::longValue).min().orElseThrow();
    int calls = services.made("work").size();
    assertThat(epochs().stream().filter(epoch -> epoch == before))
        .as("of the old epoch")
        .hasSize(100);

    a.resume();
    world.lapse();

    assertThat(epochs().stream().filter(epoch -> epoch == before)).hasSize(100);
    assertThat(services.made("work")).as("what was not known to be done").hasSize(calls);
    for (String key : keys) {
      a.assertState("solo", key, RunState.COMPLETED);
    }
    assertThat(a.engine.liveRuns()).isZero();
  }

  @Test
  void aNodeThatLapsedComesBackByItselfAsANewOne() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    a.pause();
    world.lapse();
    assertThat(a.owns("solo", "k")).as("it does not know better").isIn(true, false);
    assertThat(b.shards()).isEqualTo(64);

    a.resume();
    world.advance(Duration.ofSeconds(30));

    assertThat(a.shards()).isEqualTo(32);
    assertThat(b.shards()).isEqualTo(32);
    String key = a.key("solo", "later ");
    SagaHandle<String> run = a.client.start(key, "x");
    world.advance(Duration.ofSeconds(1));
    assertThat(run.await(Duration.ZERO)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void whoCannotRenewItsLeaseHoldsItsCallsBackAndGoesOnWhenItCan() {
    services.always(
        "work",
        (argument, context) -> {
          if (context.attempt() < 4) {
            throw context.retryLater(Duration.ofSeconds(8));
          }
          return "done";
        });
    Node a = world.open(plan());
    a.client.start("1", "x");
    world.advance(Duration.ofSeconds(2));
    a.journal.cluster().gone(true);
    world.advance(ClusterWorld.LEASE);
    assertThat(services.made("work")).as("while it lasts").hasSize(2);

    world.advance(ClusterWorld.LEASE.multipliedBy(2));
    assertThat(services.made("work")).as("without a lease nothing is called").hasSize(2);

    a.journal.cluster().gone(false);
    world.advance(Duration.ofSeconds(20));
    a.assertState("solo", "1", RunState.COMPLETED);
  }

  @Test
  void timersAreDueOnTheNodeThatOwnsTheRun() {
    services.always("work", inAnHour());
    Node a = world.open(plan());
    Node b = world.open(plan());
    String ofA = a.key("solo");
    String ofB = b.key("solo");
    a.client.start(ofA, "x");
    b.client.start(ofB, "x");
    world.advance(Duration.ofMinutes(1));
    assertThat(a.engine.liveRuns() + b.engine.liveRuns()).as("in the journal alone").isZero();
    services.always("work", (argument, context) -> "done");
    a.crash();
    world.advance(Duration.ofMinutes(58));
    assertThat(services.made("work")).as("not before their time").hasSize(2);

    world.advance(Duration.ofMinutes(2));

    b.assertState("solo", ofA, RunState.COMPLETED);
    b.assertState("solo", ofB, RunState.COMPLETED);
    assertThat(services.made("work")).hasSize(4);
  }

  @Test
  void aRunThatEndsEachOfItsOwnersIsParkedAtLast() {
    AtomicInteger ended = new AtomicInteger();
    Node[] present = new Node[1];
    services.always(
        "work",
        (argument, context) -> {
          ended.incrementAndGet();
          present[0].crash();
          return "nobody learns of it";
        });
    Consumer<Node> next =
        node -> {
          present[0] = node;
          node.client = node.register(plan());
        };
    world.open(next).client.start("bad", "x");
    for (int i = 0; i < SagaMachine.MAX_ADOPTIONS + 3; i++) {
      world.lapse();
      world.open(next);
      world.lapse();
    }
    present[0].assertState("solo", "bad", RunState.PARKED);
    assertThat(ended.get()).isEqualTo(SagaMachine.MAX_ADOPTIONS + 1);

    services.always("work", (argument, context) -> "mended");
    Node other = world.open(plan());
    world.run(() -> other.client.operate("bad", "ada").retry("mended"));
    world.advance(Duration.ofSeconds(1));
    other.assertState("solo", "bad", RunState.COMPLETED);
  }

  @Test
  void whatIsParkedForWantOfItsPlanGoesOnWhereThePlanIs() {
    services.always("work", inAnHour());
    Node a = world.open(plan());
    a.client.start("1", "x");
    world.advance(Duration.ofMinutes(1));
    a.crash();
    Node b = world.open(Solo.step((saga, call) -> "other", step -> step.irreversible()));
    world.lapse();
    b.assertState("solo", "1", RunState.PARKED);
    b.crash();
    services.always("work", (argument, context) -> "done");
    Node c = world.open(plan());
    world.advance(Duration.ofHours(1));
    c.assertState("solo", "1", RunState.COMPLETED);
  }

  @Test
  void aRunThatCannotBeReadIsQuarantinedByOneNodeAndReadByTheNext() {
    services.always("work", inAnHour());
    Node a = world.open(plan());
    a.client.start("1", "x");
    world.advance(Duration.ofMinutes(1));
    a.crash();
    Node b = world.open(node -> node.journal.reads(entry -> null));
    b.client = b.register(plan());
    world.lapse();
    b.assertState("solo", "1", RunState.QUARANTINED);
    b.crash();
    services.always("work", (argument, context) -> "done");
    Node c = world.open(plan());
    world.advance(Duration.ofHours(1));
    c.assertState("solo", "1", RunState.COMPLETED);
  }

  @Test
  void runsAreTakenUpAnewWhenTheStoreRaisesTheEpochOfTheirShard() {
    services.always(
        "work",
        (argument, context) -> {
          if (context.attempt() == 1) {
            throw context.retryLater(Duration.ofSeconds(4));
          }
          return "done";
        });
    Node a = world.open(plan());
    a.client.start("1", "x");
    world.advance(Duration.ofSeconds(1));
    assertThat(a.engine.liveRuns()).isEqualTo(1);
    // As a store does that does not know whether a statement is still on its way.
    var cluster = a.journal.store().cluster().orElseThrow();
    cluster.release(Set.of(cluster.shardOf("solo", "1")));
    world.advance(Duration.ofSeconds(10));
    a.assertState("solo", "1", RunState.COMPLETED);
    assertThat(epochs().get(1)).isGreaterThan(epochs().get(0));
  }

  @Test
  void manyRunsAreTakenOverByPageAndEachOnce() {
    services.always("work", inAnHour());
    Node a = world.open(plan());
    for (int i = 0; i < 500; i++) {
      a.client.start("run " + i, "x");
    }
    world.advance(Duration.ofMinutes(1));
    services.always("work", (argument, context) -> "done");
    Node b = world.open(plan());
    Node c = world.open(plan());
    a.crash();
    world.advance(Duration.ofHours(1).plusMinutes(2));
    for (int i = 0; i < 500; i++) {
      b.assertState("solo", "run " + i, RunState.COMPLETED);
    }
    assertThat(services.made("work")).hasSize(1_000);
    Set<Long> epochs = epochs().stream().collect(Collectors.toSet());
    assertThat(epochs).hasSizeGreaterThan(1);
    assertThat(b.shards() + c.shards()).isEqualTo(64);
  }

  @Test
  void aRunWhoseShardIsLostRightAfterItsClaimIsLeftToWhoeverHoldsItThen() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");
    services.next(
        "work",
        (argument, context) -> {
          a.crash();
          return "nobody learns of it";
        });
    a.client.start(key, "x");
    AtomicBoolean lost = new AtomicBoolean();
    b.journal.afterClaim(
        () -> {
          JournalCluster shared = b.journal.store().cluster().orElseThrow();
          if (b.owns("solo", key) && lost.compareAndSet(false, true)) {
            shared.release(Set.of(shared.shardOf("solo", key)));
          }
        });
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger runs = (Logger) LoggerFactory.getLogger(Runs.class);
    lines.start();
    runs.addAppender(lines);
    runs.setAdditive(false);
    runs.setLevel(Level.DEBUG);
    try {
      world.lapse();
    } finally {
      runs.setLevel(null);
      runs.setAdditive(true);
      runs.detachAppender(lines);
    }

    assertThat(lost).isTrue();
    b.assertState("solo", key, RunState.COMPLETED);
    assertThat(b.journal.kinds("solo", key))
        .containsExactly("started", "adopted", "succeeded work");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.startsWith("solo " + key + " is left to its next owner"));
  }

  /** A run that was started elsewhere, and whose owner claims it before its time for a verb. */
  private String claimedWithoutAnswer(Node a, Node b) {
    String key = b.key("solo");
    a.client.start(key, "x");
    b.journal.afterClaim(
        () -> {
          throw new JournalException("connection lost");
        });
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> b.client.operate(key, "ada").cancel("changed my mind"));
    b.journal.afterClaim(() -> {});
    return key;
  }

  @Test
  void aRunWhoseClaimWasNotAnsweredGoesOn() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = claimedWithoutAnswer(a, b);

    world.advance(Duration.ofSeconds(2));

    a.assertState("solo", key, RunState.COMPLETED);
    assertThat(services.made("work")).hasSize(1);
  }

  @Test
  void anEndedRunWhoseClaimWasNotAnsweredDoesNotStayInMemory() {
    Node a = world.open(plan());
    String key = a.key("solo");
    a.client.start(key, "x");
    world.advance(Duration.ofSeconds(1));
    a.assertState("solo", key, RunState.COMPLETED);
    a.crash();
    Node b = world.open(plan());
    world.lapse();
    b.journal.afterClaim(
        () -> {
          throw new JournalException("connection lost");
        });
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> b.client.operate(key, "ada").cancel("changed my mind"));
    b.journal.afterClaim(() -> {});

    world.advance(Duration.ofMinutes(1));

    assertThat(b.engine.liveRuns()).isZero();
  }

  /** It is asked again before it is claimed again, for something that does not move it. */
  @Test
  void whoeverIsAskedForARunWhoseClaimWasNotAnsweredTakesItUp() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = claimedWithoutAnswer(a, b);

    assertThatThrownBy(() -> world.run(() -> b.client.operate(key, "ada").retry("again")))
        .isInstanceOf(VerbRefusedException.class);
    world.advance(Duration.ofSeconds(2));

    a.assertState("solo", key, RunState.COMPLETED);
    assertThat(services.made("work")).hasSize(1);
  }
}
