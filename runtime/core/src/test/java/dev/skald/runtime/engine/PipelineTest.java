package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.StepContext;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunOperator;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next step may run while the record of a pipelined one is on its way to the journal. */
class PipelineTest {

  private static final Predicate<JournalRecord> SEAT_TAKEN =
      entry -> entry.kind().equals("succeeded") && "seat".equals(entry.step());

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> SEAT = StepRef.of(0, "seat", String.class);
  private static final StepRef<String> MEAL = StepRef.of(1, "meal", String.class);
  private static final StepRef<String> PAY = StepRef.of(2, "pay", String.class);

  private final World world = new World();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  private static SagaPlan<Script> plan() {
    return SagaSpec.<Script>of("flight", 1, INPUT)
        .step(
            StepSpec.<Script>of(
                    SEAT, (s, call) -> call(s, "seat", call.input(INPUT), call.context()))
                .pipelined()
                .rejects(Trip.Full.class)
                .undo(
                    UndoSpec.<Script>of(
                            "leaveSeat", (s, call) -> call(s, "leaveSeat", "", call.context()))
                        .takesOutcome()))
        .step(
            StepSpec.<Script>of(
                    MEAL, (s, call) -> call(s, "meal", call.result(SEAT), call.context()))
                .after(SEAT)
                .pipelined()
                .undo(
                    UndoSpec.<Script>of(
                            "leaveMeal",
                            (s, call) ->
                                call(s, "leaveMeal", call.outcome(MEAL).key(), call.context()))
                        .takesOutcome()))
        .step(
            StepSpec.<Script>of(PAY, (s, call) -> call(s, "pay", call.result(MEAL), call.context()))
                .after(MEAL)
                .rejects(Trip.Full.class))
        .pivot(PAY)
        .plan();
  }

  private static String call(Script script, String method, String argument, StepContext context)
      throws Exception {
    return script.call(method, argument, context);
  }

  private SagaClient<String, String> register(SagaEngine engine) {
    return engine.register(plan(), services);
  }

  private SagaClient<String, String> flights() {
    return register(world.engine());
  }

  /** The journal takes nothing from now on, until the process is killed. */
  private void crashBeforeAnythingElseIsDurable() {
    world.journal.commits(FaultyJournal.fail());
    world.settle();
    world.crash();
    world.journal.commits(JournalStore::commit);
  }

  private List<String> keys(String method) {
    return services.made(method).stream()
        .map(m -> m.context().idempotencyKey())
        .distinct()
        .toList();
  }

  @Test
  void theNextStepRunsAndNobodyIsToldAnythingUntilAllBeforeItIsDurable() {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FaultyJournal journal = new FaultyJournal();
    journal.nextCommit(JournalStore::commit);
    journal.commits(
        (store, batch) -> {
          reached.countDown();
          Waits.on(goOn);
          return store.commit(batch);
        });
    CountDownLatch meal = new CountDownLatch(1);
    services.always(
        "meal",
        (argument, context) -> {
          meal.countDown();
          return "fish";
        });
    try (SagaEngine engine = Skald.on(journal).codec(new TextCodec()).grace(Duration.ZERO).open()) {
      SagaHandle<String> run = register(engine).start("1", "rome");
      AtomicReference<Object> told = new AtomicReference<>();
      run.outcome().thenAccept(told::set);
      Waits.on(reached);
      Waits.on(meal);
      var view = engine.find("flight", "1").orElseThrow();
      assertThat(view.step("seat").orElseThrow().state()).isEqualTo(StepState.RUNNING);
      assertThat(view.step("seat").orElseThrow().value()).isEmpty();
      assertThat(view.step("meal").orElseThrow().state()).isEqualTo(StepState.PENDING);
      assertThat(services.made("pay")).as("the pivot waits").isEmpty();
      assertThat(told).hasValue(null);
      goOn.countDown();
      assertThat(run.await(Waits.LONG)).isInstanceOf(SagaOutcome.Completed.class);
      assertThat(journal.kinds("flight", "1"))
          .containsExactly("started", "succeeded seat", "succeeded meal", "succeeded pay");
    }
  }

  @Test
  void aLostRecordMeansThatTheStepRunsAgainWithTheSameKey() {
    flights().start("1", "rome");
    crashBeforeAnythingElseIsDurable();
    assertThat(services.calls()).containsExactly("seat#1", "meal#1");
    flights();
    world.advance(Duration.ofMinutes(1));
    assertThat(world.view("flight", "1").state()).isEqualTo(RunState.COMPLETED);
    assertThat(services.calls()).containsExactly("seat#1", "meal#1", "seat#1", "meal#1", "pay#1");
    assertThat(keys("seat")).hasSize(1);
    assertThat(keys("meal")).hasSize(1);
    assertThat(world.journal.kinds("flight", "1"))
        .containsExactly(
            "started",
            "ran_ahead meal",
            "adopted",
            "succeeded seat",
            "succeeded meal",
            "succeeded pay");
  }

  @Test
  void whatRanAheadOfALostRecordIsUndoneByItsKey() {
    flights().start("1", "rome");
    crashBeforeAnythingElseIsDurable();
    services.always("seat", Script.decline("full"));
    flights();
    world.advance(Duration.ofMinutes(1));
    assertThat(world.view("flight", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(services.made("leaveMeal"))
        .extracting(Script.Made::argument)
        .containsExactlyElementsOf(keys("meal"));
    assertThat(services.made("leaveSeat")).as("it was declined").isEmpty();
  }

  @Test
  void anEngineWhoseJournalFailedKnowsWhatRanAheadAsWell() {
    // Alone, or with what was called meanwhile: that depends on how fast it is written.
    world.journal.commits(
        (store, batch) -> {
          if (batch.stream().flatMap(part -> part.records().stream()).anyMatch(SEAT_TAKEN)) {
            throw new JournalException("disk full");
          }
          return store.commit(batch);
        });
    services.next("seat", (argument, context) -> "1A", Script.decline("full"));
    flights().start("1", "rome");
    world.advance(Duration.ofMinutes(1));
    assertThat(world.view("flight", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(services.calls())
        .startsWith("seat#1", "meal#1", "seat#1")
        .contains("leaveMeal#1")
        .doesNotContain("pay#1");
  }

  @Test
  void whatAPersonSaysIsNotOvertaken() {
    services.always("seat", Script.fail("down"));
    SagaClient<String, String> flights = flights();
    flights.start("1", "rome");
    world.settle();
    world.journal.nextCommit(FaultyJournal.fail());
    RunOperator ada = flights.operate("1", "ada");
    assertThatThrownBy(() -> world.run(() -> ada.supply(SEAT, "2B", "by phone")))
        .isInstanceOf(JournalException.class);
    world.settle();
    assertThat(services.made("meal")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunSurvivesACrashAfterEachAppend(boolean declined) {
    if (declined) {
      services.always("pay", Script.decline("no money"));
    }
    int crashes =
        world.crashAfterEachCommit(
            this::flights,
            () -> flights().start("1", "rome"),
            () -> world.view("flight", "1").state().isEnd());
    assertThat(crashes).isPositive();
    assertThat(keys("seat")).hasSize(1);
    assertThat(keys("meal")).hasSize(1);
  }
}
