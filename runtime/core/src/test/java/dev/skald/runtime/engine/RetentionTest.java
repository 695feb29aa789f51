package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "Start is idempotent ... kept for the retention time." */
class RetentionTest {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PASS = Duration.ofMinutes(3);

  private final World world = new World();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  private Trip open() {
    world.engine().keepFor(KEPT);
    return world.trip(services);
  }

  private boolean isThere(String key) {
    world.settle();
    return world.engine().find("trip", key).isPresent();
  }

  @Test
  void withinItsTimeAnEndedRunAnswersTheSameStart() {
    Trip trip = open();
    world.outcome(trip.start("1", "rome"));
    world.advance(KEPT.minus(PASS));

    SagaOutcome<String> again = world.outcome(trip.start("1", "rome"));

    assertThat(again).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("hotel")).hasSize(1);
  }

  @Test
  void afterItsTimeTheKeyIsFreeAndAStartIsANewRun() {
    Trip trip = open();
    SagaHandle<String> first = trip.start("1", "rome");
    world.outcome(first);
    world.advance(KEPT.plus(PASS));
    assertThat(isThere("1")).isFalse();
    SagaHandle<String> former = new Handle<>(world.engine(), new RunKey("trip", "1"), null);
    assertThatThrownBy(() -> world.outcome(former)).isInstanceOf(UnknownRunException.class);

    assertThat(world.outcome(trip.start("1", "oslo"))).isInstanceOf(SagaOutcome.Completed.class);

    var calls = services.made("hotel");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).context().idempotencyKey())
        .as("services take it for another run")
        .isNotEqualTo(calls.get(1).context().idempotencyKey());
  }

  @Test
  void theTimeCountsFromTheEndNotFromTheStart() {
    services.next(
        "payment",
        (argument, context) -> {
          throw context.retryLater(KEPT);
        });
    Trip trip = open();
    trip.start("1", "rome");
    world.advance(KEPT.plus(PASS));
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPLETED);

    world.advance(KEPT.minus(PASS.multipliedBy(2)));
    assertThat(isThere("1")).isTrue();
    world.advance(PASS.multipliedBy(3));
    assertThat(isThere("1")).isFalse();
  }

  @Test
  void aRunThatWaitsForAPersonStays() {
    world.engine().keepFor(KEPT);
    world
        .register(
            Solo.step(
                (saga, call) -> {
                  throw new IllegalStateException("no answer");
                },
                step -> step.retry(RetryPolicy.NEVER)))
        .start("1", "x");
    world.advance(KEPT.multipliedBy(3));
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.STUCK);
  }

  @Test
  void moreRunsThanAPageHasAreAllRemoved() {
    Trip trip = open();
    for (int i = 0; i < 1_200; i++) {
      trip.start("run " + i, "rome");
    }
    world.advance(KEPT.plus(PASS));
    assertThat(world.engine().runs(RunQuery.all()).runs()).isEmpty();
  }

  @Test
  void aJournalThatFailsIsPurgedLater() {
    Trip trip = open();
    world.outcome(trip.start("1", "rome"));
    AtomicInteger failures = new AtomicInteger();
    world.journal.beforePurge(
        () -> {
          failures.incrementAndGet();
          throw new JournalException("disk full");
        });
    world.advance(KEPT.plus(PASS));
    assertThat(isThere("1")).isTrue();
    assertThat(failures).hasPositiveValue();
    world.journal.beforePurge(() -> {});
    world.advance(PASS);
    assertThat(isThere("1")).isFalse();
  }

  @Test
  void aStoreThatIsDefectForAWhileIsPurgedLater() {
    Trip trip = open();
    world.outcome(trip.start("1", "rome"));
    AtomicInteger failures = new AtomicInteger();
    world.journal.beforePurge(
        () -> {
          failures.incrementAndGet();
          throw new IllegalStateException("a defect of the store");
        });
    world.advance(KEPT.plus(PASS));
    assertThat(isThere("1")).isTrue();
    assertThat(failures).hasPositiveValue();
    world.journal.beforePurge(() -> {});
    world.advance(PASS);
    assertThat(isThere("1")).isFalse();
  }

  @Test
  void withoutATimeNothingIsRemoved() {
    Trip trip = world.trip(services);
    world.outcome(trip.start("1", "rome"));
    world.advance(KEPT.multipliedBy(5));
    assertThat(isThere("1")).isTrue();
  }

  @Test
  void aTimeInWhichOthersMayStillLookIsRefused() {
    Skald.Builder builder = Skald.on(new MemoryJournal());
    for (Duration time :
        new Duration[] {Duration.ZERO, Duration.ofSeconds(59), Duration.ofDays(-1)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.retention(time))
          .withMessageContaining("at least a minute")
          .withMessageContaining(time.toString());
    }
    builder.codec(new TextCodec()).retention(Duration.ofSeconds(Long.MAX_VALUE)).open().close();
  }

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> CHILD = StepRef.of(0, "child", String.class);
  private static final StepRef<Void> CLOSE = StepRef.of(1, "close", void.class);

  /** A child that was not kept as long as its parent lives: nobody says that it was undone. */
  @Test
  void aParentWhoseChildIsGoneWaitsForAPersonWhenItTurnsBack() {
    world.engine().keepFor(KEPT);
    SagaClient<String, String> child =
        world.register(
            Solo.undone(
                (saga, call) -> "done",
                step -> step,
                UndoSpec.<Object>of("unwork", (saga, call) -> null),
                (saga, call) -> null));
    SagaPlan<Object> parent =
        SagaSpec.<Object>of("parent", 1, INPUT)
            .step(StepSpec.<Object>of(CHILD, (saga, call) -> child.start("child", "x")).child())
            .step(
                StepSpec.<Object>of(
                        CLOSE,
                        (saga, call) -> {
                          if (services.made("close").isEmpty()) {
                            services.call("close", "x", call.context());
                            throw call.context().retryLater(KEPT.multipliedBy(2));
                          }
                          throw new Trip.Full("closed");
                        })
                    .after(CHILD)
                    .rejects(Trip.Full.class))
            .pivot(CLOSE)
            .plan();
    SagaClient<String, String> parentClient = world.register(parent);
    SagaHandle<String> run = parentClient.start("1", "x");
    world.advance(KEPT.multipliedBy(2).plus(PASS));
    assertThat(world.engine().find("solo", "child")).isEmpty();

    RunView back = world.view("parent", "1");
    assertThat(back.state()).isEqualTo(RunState.COMPENSATING);
    assertThat(back.steps().get(0).failure().orElseThrow().message())
        .contains("There is no run solo child", "its effects stand");
    world.run(() -> parentClient.operate("1", "ada").markUndone(CHILD, "undone by hand"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
  }
}
