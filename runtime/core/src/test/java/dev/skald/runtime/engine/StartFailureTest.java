package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.OverloadedException;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.spi.UnknownCommitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts on a journal that fails: never a lie, never a lost run. */
class StartFailureTest {

  private final World world = new World();
  private final Script services = new Script();
  private final Trip trip = world.trip(services);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aCommitThatFailsIsAJournalExceptionAndNothingRuns() {
    world.journal.nextCommit(FaultyJournal.fail());
    assertThatThrownBy(() -> trip.start("1", "rome"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("trip 1")
        .hasMessageContaining("disk full")
        .hasMessageContaining("same key");
    world.advance(Duration.ofMinutes(5));
    assertThat(services.made()).isEmpty();
    assertThat(trip.find("1")).isEmpty();
    assertThat(world.outcome(trip.start("1", "rome"))).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void anUnknownCommitThatWasNotDurableStartsNothing() {
    world.journal.nextCommit(FaultyJournal.unknown(false));
    assertThatThrownBy(() -> trip.start("1", "rome"))
        .isInstanceOf(JournalException.class)
        .hasCauseInstanceOf(UnknownCommitException.class);
    world.advance(Duration.ofMinutes(5));
    assertThat(services.made()).isEmpty();
  }

  @Test
  void aRunThatIsDurableAlthoughItsStartFailedGoesOnByItself() {
    world.journal.nextCommit(FaultyJournal.unknown(true));
    assertThatThrownBy(() -> trip.start("1", "rome")).isInstanceOf(JournalException.class);
    world.advance(Duration.ofSeconds(1));
    assertThat(world.outcome(trip.handle("1").orElseThrow()))
        .isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void itGoesOnAlsoWhenTheJournalCannotBeReadForAWhile() {
    world.journal.nextCommit(FaultyJournal.unknown(true));
    assertThatThrownBy(() -> trip.start("1", "rome")).isInstanceOf(JournalException.class);
    Runnable down =
        () -> {
          throw new JournalException("down");
        };
    world.journal.beforeFind(down);
    world.journal.beforeRead(down);
    world.advance(Duration.ofMinutes(2));
    assertThat(services.made()).isEmpty();
    world.journal.beforeFind(() -> {});
    world.journal.beforeRead(() -> {});
    world.advance(Duration.ofMinutes(1));
    assertThat(world.outcome(trip.handle("1").orElseThrow()))
        .isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("hotel")).hasSize(1);
  }

  @Test
  void startedAgainAfterAnUnknownCommitItIsOneRun() {
    world.journal.nextCommit(FaultyJournal.unknown(true));
    assertThatThrownBy(() -> trip.start("1", "rome")).isInstanceOf(JournalException.class);
    var run = trip.start("1", "rome");
    world.advance(Duration.ofSeconds(1));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("hotel")).hasSize(1);
  }

  @Test
  void aStoreThatFailsInAWayItShouldNotLeavesItUnknown() {
    world.journal.nextCommit(
        (store, batch) -> {
          throw new IllegalStateException("bug");
        });
    assertThatThrownBy(() -> trip.start("1", "rome"))
        .isInstanceOf(JournalException.class)
        .hasCauseInstanceOf(UnknownCommitException.class);
    assertThat(world.outcome(trip.start("1", "rome"))).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void aFencedEngineStartsNothing() {
    world.journal.takeOver();
    assertThatThrownBy(() -> trip.start("1", "rome"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("another engine");
    world.advance(Duration.ofMinutes(1));
    assertThat(services.made()).isEmpty();
    assertThat(world.journal.store().find("trip", "1")).isEmpty();
  }

  @Test
  void anOverloadedEngineRefusesAndWritesNothing() {
    FaultyJournal journal = new FaultyJournal();
    CountDownLatch goOn = new CountDownLatch(1);
    journal.commits(
        (store, batch) -> {
          Waits.on(goOn);
          return store.commit(batch);
        });
    ExecutorService callers = Executors.newCachedThreadPool();
    try (SagaEngine engine = Skald.on(journal).codec(new TextCodec()).maxQueuedCommits(2).open()) {
      Trip busy = new Trip(engine, services);
      List<Future<SagaHandle<String>>> starts = new ArrayList<>();
      Waits.until(
          () -> {
            String key = "key " + starts.size();
            starts.add(callers.submit(() -> busy.start(key, "rome")));
            return starts.size() == 20 || starts.stream().anyMatch(Future::isDone);
          });
      goOn.countDown();
      int refused = 0;
      for (int i = 0; i < starts.size(); i++) {
        try {
          Waits.get(starts.get(i)).await(Waits.LONG);
        } catch (OverloadedException e) {
          refused++;
          assertThat(e).hasMessageContaining("key " + i);
          assertThat(busy.find("key " + i)).isEmpty();
        }
      }
      assertThat(refused).isBetween(1, starts.size() - 3);
      assertThat(busy.start("later", "rome").await(Waits.LONG))
          .isInstanceOf(SagaOutcome.Completed.class);
    } finally {
      goOn.countDown();
      callers.shutdownNow();
    }
  }
}
