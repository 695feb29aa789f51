package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.spi.JournalStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is killed: what was durable goes on, what was not is done again with its key. */
class CrashTest {

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  /** Kills the process after the n-th commit of its life. */
  private int runThroughCrashes(Script services, String key) {
    return world.crashAfterEachCommit(
        () -> world.trip(services),
        () -> world.trip(services).start(key, "rome"),
        () -> world.view("trip", key).state().isEnd());
  }

  private static void assertGapFree(List<JournalRecord> records) {
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i).seq()).isEqualTo(i);
    }
  }

  @Test
  void aHappyRunSurvivesACrashAfterEachAppend() {
    Script services = new Script();
    assertThat(runThroughCrashes(services, "1")).isPositive();
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPLETED);
    assertGapFree(world.journal.records("trip", "1"));
    assertThat(services.made().stream().map(m -> m.context().idempotencyKey()).distinct())
        .hasSize(4);
  }

  @Test
  void aRunThatTurnsBackSurvivesACrashAfterEachAppend() {
    Script services = new Script().always("payment", Script.decline("no money"));
    assertThat(runThroughCrashes(services, "1")).isPositive();
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(services.made("tickets")).isEmpty();
    assertThat(services.made("cancelHotel")).isNotEmpty();
    assertThat(services.made("cancelFlight")).isNotEmpty();
    assertGapFree(world.journal.records("trip", "1"));
  }

  @Test
  void aStepWithAJournaledResultIsNotCalledAgain() {
    Script services = new Script();
    Trip trip = world.trip(services);
    services.always("payment", Script.fail("down"));
    trip.start("1", "rome");
    world.settle();
    world.crash();
    services.always("payment", (argument, context) -> "paid");
    world.trip(services);
    world.advance(Duration.ofSeconds(10));
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPLETED);
    assertThat(services.made("hotel")).hasSize(1);
    assertThat(services.made("flight")).hasSize(1);
  }

  @Test
  void whatAZombieStillAppendsIsFenced() {
    Script services = new Script();
    Trip zombie = world.trip(services);
    zombie.start("1", "rome");
    world.journal.takeOver();
    assertThat(world.journal.store().claim("trip", 10)).hasSize(1);
    world.settle();
    assertThat(services.calls()).containsExactlyInAnyOrder("hotel#1", "flight#1");
    assertThat(world.journal.kinds("trip", "1")).containsExactly("started");
    world.advance(Duration.ofHours(1));
    assertThat(services.calls()).as("it does nothing more for the run").hasSize(2);
  }

  @Test
  void twoHundredRunsInAllStatesGoOn() {
    Script services = new Script();
    services.always("payment", Script.fail("down"));
    Trip trip = world.trip(services);
    for (int i = 0; i < 200; i++) {
      trip.start("run " + i, "rome");
      if (i % 3 == 0) {
        world.settle();
      }
    }
    world.crash();
    services.always("payment", (argument, context) -> "paid");
    world.trip(services);
    world.advance(Duration.ofMinutes(1));
    Set<RunState> states = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      states.add(world.view("trip", "run " + i).state());
    }
    assertThat(states).containsExactly(RunState.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnknownCommitOfAStepsResultIsReadBackAndGoesOn(boolean durable) {
    var run = world.trip(new Script()).start("1", "rome");
    world.journal.nextCommit(FaultyJournal.unknown(durable));
    world.advance(Duration.ofMinutes(1));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertGapFree(world.journal.records("trip", "1"));
  }

  @Test
  void aRunWhoseJournalIsNotAsItsCopyKnowsIsReadAgain() {
    var run = world.trip(new Script()).start("1", "rome");
    world.journal.nextCommit(FaultyJournal.diverged());
    world.advance(Duration.ofMinutes(1));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(world.journal.kinds("trip", "1"))
        .contains("succeeded hotel", "succeeded flight", "succeeded payment", "succeeded tickets");
    assertGapFree(world.journal.records("trip", "1"));
  }

  @Test
  void aJournalThatIsGoneForAnHourLosesNothing() {
    Script services = new Script();
    var run = world.trip(services).start("1", "rome");
    world.journal.commits(FaultyJournal.fail());
    world.advance(Duration.ofHours(1));
    assertThat(services.made("payment")).isEmpty();
    world.journal.commits(JournalStore::commit);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made().stream().map(m -> m.context().idempotencyKey()).distinct())
        .hasSize(4);
  }
}
