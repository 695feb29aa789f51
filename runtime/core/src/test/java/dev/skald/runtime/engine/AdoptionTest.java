package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SagaResultException;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "Nodes adopt runs without a live owner, by page ... a poisoned run harms no other." */
class AdoptionTest {

  private final World world = new World();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  /** Starts runs whose first steps are never called, as if the process had died right away. */
  private void startAndCrash(String... keys) {
    Trip trip = world.trip(services);
    for (String key : keys) {
      trip.start(key, key.equals("bad") ? "poison" : "rome");
    }
    world.crash();
  }

  private void assertQuarantinedAndAloneInIt(String why) {
    world.trip(services);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.view("trip", "a").state()).isEqualTo(RunState.COMPLETED);
    assertThat(world.view("trip", "z").state()).isEqualTo(RunState.COMPLETED);
    RunView bad = world.view("trip", "bad");
    assertThat(bad.state()).isEqualTo(RunState.QUARANTINED);
    assertThat(bad.cause().orElseThrow().message()).contains(why);
    Waits.until(() -> world.engine().runs(RunQuery.in(RunState.QUARANTINED)).runs().size() == 1);
    SagaOutcome<Object> outcome =
        world.<Object>outcome(new Handle<>(world.engine(), new RunKey("trip", "bad"), null));
    assertThat(outcome).isInstanceOf(SagaOutcome.Stuck.class);
  }

  private void tamper(UnaryOperator<JournalRecord> how) {
    world.journal.reads(
        entry ->
            entry.payload() != null && new String(entry.payload()).equals("poison")
                ? how.apply(entry)
                : entry);
  }

  private static JournalRecord with(JournalRecord entry, int seq, String kind, String payload) {
    return new JournalRecord(seq, entry.at(), kind, null, -1, 0, 0, null, null, payload.getBytes());
  }

  @Test
  void aPayloadThatCannotBeDecodedIsQuarantinedAndHarmsNoOther() {
    startAndCrash("a", "bad", "z");
    tamper(entry -> with(entry, 0, "started", "undecodable"));
    assertQuarantinedAndAloneInIt("not a text");
  }

  @Test
  void aPayloadWhoseClassIsMissingIsQuarantinedAndHarmsNoOther() {
    startAndCrash("a", "bad", "z");
    tamper(entry -> with(entry, 0, "started", TextCodec.MISSING_CLASS));
    assertQuarantinedAndAloneInIt("shop/Gone");
  }

  @Test
  void aRecordOfAnUnknownKindIsQuarantinedAndHarmsNoOther() {
    startAndCrash("a", "bad", "z");
    tamper(entry -> with(entry, 0, "teleported", "poison"));
    assertQuarantinedAndAloneInIt("teleported");
  }

  @Test
  void aGapInTheRecordsIsQuarantinedAndHarmsNoOther() {
    startAndCrash("a", "bad", "z");
    tamper(entry -> with(entry, 1, "started", "poison"));
    assertQuarantinedAndAloneInIt("missing");
  }

  @Test
  void aRunWithoutRecordsIsQuarantinedAndHarmsNoOther() {
    startAndCrash("a", "bad", "z");
    tamper(entry -> null);
    assertQuarantinedAndAloneInIt("start");
  }

  @Test
  void aRecordThatCannotFollowIsQuarantinedAndHarmsNoOther() {
    startAndCrash("a", "bad", "z");
    tamper(entry -> with(entry, 0, "succeeded", "poison"));
    assertQuarantinedAndAloneInIt("");
  }

  @Test
  void aQuarantinedRunThatIsReadableAgainGoesOnInTheNextProcess() {
    startAndCrash("bad");
    tamper(entry -> null);
    world.trip(services);
    world.settle();
    Waits.until(() -> world.engine().runs(RunQuery.in(RunState.QUARANTINED)).runs().size() == 1);
    world.crash();
    world.journal.reads(entry -> entry);
    world.trip(services);
    world.settle();
    assertThat(world.view("trip", "bad").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void anOperatorSendsAQuarantinedRunOnThatIsReadableAgain() {
    startAndCrash("bad");
    tamper(entry -> null);
    Trip trip = world.trip(services);
    world.advance(Duration.ofMinutes(1));
    Waits.until(() -> world.engine().runs(RunQuery.in(RunState.QUARANTINED)).runs().size() == 1);
    assertThatThrownBy(() -> world.run(() -> trip.operate("bad", "ada").retry("mended?")))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("start");
    world.journal.reads(entry -> entry);
    world.run(() -> trip.operate("bad", "ada").retry("mended"));
    assertThat(world.view("trip", "bad").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aRunWhoseVersionWasChangedInPlaceIsToldSo() {
    world.register(Solo.step((saga, call) -> "done")).start("1", "rome");
    world.crash();
    world.register(Solo.step((saga, call) -> "done", StepSpec::irreversible));
    RunView parked = world.view("solo", "1");
    assertThat(parked.state()).isEqualTo(RunState.PARKED);
    assertThat(parked.cause().orElseThrow().message())
        .contains("version 1 of solo", "registered with another plan", "version of its own");
  }

  @Test
  void aRunWithoutItsPlanIsParkedNamingTheVersionAndGoesOnWhenItIsThere() {
    startAndCrash("1");
    SagaClient<String, String> next =
        world.engine().register(Trip.plan(2), (Trip.Services) services);
    world.settle();
    RunView parked = world.view("trip", "1");
    assertThat(parked.state()).isEqualTo(RunState.PARKED);
    assertThat(parked.cause().orElseThrow().message()).contains("version 1").contains("trip");
    Waits.until(() -> world.engine().runs(RunQuery.in(RunState.PARKED)).runs().size() == 1);
    assertThatThrownBy(() -> world.run(() -> next.operate("1", "ada").cancel("now")))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("version 1");
    assertThat(world.outcome(next.start("2", "oslo"))).isInstanceOf(SagaOutcome.Completed.class);
    world.trip(services);
    world.settle();
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aPlanThatComesWhileItsRunIsBeingParkedIsNotMissed() {
    startAndCrash("1");
    CountDownLatch goOn = new CountDownLatch(1);
    world.journal.commits(
        (store, batch) -> {
          Waits.on(goOn);
          return store.commit(batch);
        });
    world.engine().register(Trip.plan(2), (Trip.Services) services);
    world.environment().drain();
    world.trip(services);
    world.environment().drain();
    goOn.countDown();
    Waits.until(() -> world.view("trip", "1").state() == RunState.COMPLETED);
  }

  @Test
  void anEndedRunWhosePlanIsGoneIsNotCalledStuck() {
    Trip trip = world.trip(services);
    trip.start("good", "rome");
    world.settle();
    services.always("payment", Script.decline("no"));
    trip.start("back", "rome");
    world.settle();
    world.crash();
    SagaClient<String, String> next =
        world.engine().register(Trip.plan(2), (Trip.Services) services);
    var good = next.handle("good").orElseThrow();
    assertThatThrownBy(() -> world.outcome(good))
        .isInstanceOf(SagaResultException.class)
        .hasMessageContaining("completed")
        .hasMessageContaining("version 1");
    assertThat(world.outcome(next.handle("back").orElseThrow()))
        .isInstanceOf(SagaOutcome.Compensated.class);
  }

  @Test
  void aThousandRunsAreAdoptedByPage() {
    Trip trip = world.trip(services);
    for (int i = 0; i < 1_000; i++) {
      trip.start("run " + i, "rome");
    }
    world.crash();
    world.trip(services);
    world.advance(Duration.ofSeconds(10));
    int completed = 0;
    RunQuery query = RunQuery.in(RunState.COMPLETED);
    while (query != null) {
      var page = world.engine().runs(query);
      completed += page.runs().size();
      query = page.next().map(query::from).orElse(null);
    }
    assertThat(completed).isEqualTo(1_000);
    assertThat(services.made("hotel")).hasSize(1_000);
  }

  @Test
  void aJournalThatFailsDuringAdoptionForgetsNoRun() {
    String[] keys = new String[150];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = "run " + i;
    }
    startAndCrash(keys);
    AtomicInteger reads = new AtomicInteger();
    world.journal.beforeRead(
        () -> {
          if (reads.incrementAndGet() % 7 == 0) {
            throw new JournalException("connection lost");
          }
        });
    world.journal.beforeList(
        () -> {
          if (reads.incrementAndGet() % 2 == 0) {
            throw new JournalException("connection lost");
          }
        });
    world.trip(services);
    world.advance(Duration.ofMinutes(2));
    world.journal.beforeRead(() -> {});
    for (String key : keys) {
      assertThat(world.view("trip", key).state()).as(key).isEqualTo(RunState.COMPLETED);
    }
  }

  @Test
  void runsOfAPageThatCannotBeReadTogetherAreTakenUpAtOnceOneByOne() {
    startAndCrash("a", "b", "c");
    AtomicInteger pages = new AtomicInteger();
    world.journal.beforeReadAhead(
        () -> {
          pages.incrementAndGet();
          throw new JournalException("statement timeout");
        });

    world.trip(services);
    world.settle();

    for (String key : new String[] {"a", "b", "c"}) {
      assertThat(world.view("trip", key).state()).as(key).isEqualTo(RunState.COMPLETED);
    }
    assertThat(pages).as("pages that were tried").hasValue(1);
  }

  @Test
  void aClientThatStartsTheSameKeyDuringAdoptionGetsTheSameRun() {
    startAndCrash("1");
    Trip trip = world.trip(services);
    var run = trip.start("1", "rome");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("hotel")).hasSize(1);
  }

  @Test
  void aVerbBeforeAdoptionTakesTheRunUpOutOfTurn() {
    startAndCrash("1");
    Trip trip = world.trip(services);
    world.run(() -> trip.operate("1", "ada").cancel("at once"));
    world.advance(Duration.ofSeconds(5));
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPENSATED);
  }

  @Test
  void aRunThatNeverMakesProgressIsParkedAndAnOperatorMayTryAgain() {
    services.always(
        "payment",
        (argument, context) -> {
          world.environment().crash();
          world.journal.commits(FaultyJournal.fail());
          return "nobody learns of it";
        });
    world.trip(services).start("1", "rome");
    for (int i = 0; i < SagaMachine.MAX_ADOPTIONS + 5; i++) {
      world.settle();
      world.journal.commits(JournalStore::commit);
      world.crash();
      world.trip(services);
    }
    world.settle();
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.PARKED);
    assertThat(services.made("payment")).hasSizeLessThan(SagaMachine.MAX_ADOPTIONS + 5);
    services.always("payment", (argument, context) -> "paid");
    world.crash();
    Trip trip = world.trip(services);
    world.settle();
    world.run(() -> trip.operate("1", "ada").retry("fixed the service"));
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPLETED);
  }
}
