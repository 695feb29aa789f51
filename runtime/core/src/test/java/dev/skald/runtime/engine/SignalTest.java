package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.StepState;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run waits for an external event without a thread and without memory. */
class SignalTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> ASK = StepRef.of(0, "ask", String.class);
  private static final StepRef<String> APPROVE = StepRef.of(1, "approve", String.class);
  private static final SignalRef<String> APPROVED = SignalRef.of(APPROVE, "approved", String.class);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static SagaPlan<Object> plan(UnaryOperator<StepSpec<Object>> wait) {
    return SagaSpec.<Object>of("approval", 1, INPUT)
        .step(StepSpec.<Object>of(ASK, (saga, call) -> "asked").readOnly())
        .step(
            wait.apply(
                StepSpec.<Object>of(
                        APPROVE,
                        (saga, call) ->
                            call.result(ASK) + " " + call.optionalSignal(APPROVED).orElse("nobody"))
                    .after(ASK)
                    .readOnly()))
        .plan();
  }

  private SagaClient<String, String> forEver() {
    return world.register(plan(step -> step.signal(APPROVED)));
  }

  private SignalReceipt signal(SagaClient<String, String> client, String id, String event) {
    return world.call(() -> client.signal(APPROVED, "1", id, event));
  }

  private String state() {
    return world.view("approval", "1").step("approve").orElseThrow().state().name();
  }

  @Test
  void theStepRunsWithTheEventAndTheRunIsNotInMemoryMeanwhile() {
    SagaClient<String, String> client = forEver();
    var run = client.start("1", "x");
    world.settle();
    assertThat(world.view("approval", "1").state()).isEqualTo(RunState.WAITING);
    assertThat(world.view("approval", "1").step("approve").orElseThrow().waitsFor())
        .contains("the signal approved");
    assertThat(world.engine().liveRuns()).isZero();
    assertThat(signal(client, "e1", "ada")).isEqualTo(SignalReceipt.ACCEPTED);
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("asked ada"));
  }

  @Test
  void anEventThatWaitsForItsStepSurvivesACrash() {
    SagaClient<String, String> client = forEver();
    var run = client.start("1", "x");
    world.settle();
    world.crash();
    client = forEver();
    assertThat(signal(client, "e1", "ada")).isEqualTo(SignalReceipt.ACCEPTED);
    world.settle();
    assertThat(world.view("approval", "1").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aDoubleIsDroppedAndALaterOneIsRecordedAsLate() {
    SagaClient<String, String> client = forEver();
    var run = client.start("1", "x");
    world.settle();
    assertThat(signal(client, "e1", "ada")).isEqualTo(SignalReceipt.ACCEPTED);
    assertThat(signal(client, "e1", "ada")).isEqualTo(SignalReceipt.DUPLICATE);
    assertThat(signal(client, "e2", "bob")).isEqualTo(SignalReceipt.LATE);
    assertThat(signal(client, "e2", "bob")).isEqualTo(SignalReceipt.DUPLICATE);
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("asked ada"));
    assertThat(world.journal.kinds("approval", "1"))
        .containsExactly(
            "started",
            "succeeded ask",
            "signalled approve",
            "succeeded approve",
            "late_signal approve");
  }

  @Test
  void aStormOfLateEventsIsBounded() {
    SagaClient<String, String> client = forEver();
    client.start("1", "x");
    for (int i = 0; i < 150; i++) {
      signal(client, "e" + i, "ada");
    }
    assertThat(world.journal.kinds("approval", "1").stream().filter("late_signal approve"::equals))
        .hasSize(99);
    assertThat(signal(client, "e999", "ada")).isEqualTo(SignalReceipt.LATE);
  }

  @Test
  void withoutTheEventInTimeTheRunTurnsBack() {
    SagaClient<String, String> client =
        world.register(plan(step -> step.signalOrFail(APPROVED, Duration.ofDays(2))));
    var run = client.start("1", "x");
    world.advance(Duration.ofDays(2).minusMillis(1));
    assertThat(state()).isEqualTo(StepState.WAITING.name());
    world.advance(Duration.ofSeconds(5));
    assertThat(world.outcome(run))
        .isInstanceOfSatisfying(
            SagaOutcome.Compensated.class,
            back -> assertThat(back.cause().kind()).isEqualTo(Failure.Kind.TIMEOUT));
    assertThat(signal(client, "e1", "ada")).isEqualTo(SignalReceipt.LATE);
  }

  @Test
  void withoutTheEventInTimeTheStepMayRunWithoutIt() {
    SagaClient<String, String> client =
        world.register(plan(step -> step.signalOrEmpty(APPROVED, Duration.ofDays(2))));
    var run = client.start("1", "x");
    world.advance(Duration.ofDays(1));
    world.crash();
    client = world.register(plan(step -> step.signalOrEmpty(APPROVED, Duration.ofDays(2))));
    world.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(state()).isEqualTo(StepState.WAITING.name());
    world.advance(Duration.ofSeconds(5));
    assertThat(world.outcome(client.handle("1").orElseThrow()))
        .isEqualTo(new SagaOutcome.Completed<>("asked nobody"));
  }

  @Test
  void aSignalForNoRunIsAnError() {
    SagaClient<String, String> client = forEver();
    assertThatThrownBy(() -> client.signal(APPROVED, "no such", "e1", "ada"))
        .isInstanceOf(UnknownRunException.class);
  }

  /** Its step does not return at the first attempt. */
  private SagaClient<String, String> hanging() {
    return world.register(
        SagaSpec.<Object>of("approval", 1, INPUT)
            .step(StepSpec.<Object>of(ASK, (saga, call) -> "asked").readOnly())
            .step(
                StepSpec.<Object>of(
                        APPROVE,
                        (saga, call) ->
                            hangs
                                ? new CompletableFuture<String>()
                                : CompletableFuture.completedFuture("approved"))
                    .async()
                    .after(ASK)
                    .signal(APPROVED)
                    .readOnly())
            .plan());
  }

  private boolean hangs = true;

  @Test
  void aLateEventLetsARunGoOnThatCanBeReadAgain() {
    SagaClient<String, String> client = hanging();
    client.start("1", "x");
    signal(client, "e1", "ada");
    world.crash();
    hangs = false;
    world.journal.reads(entry -> entry.kind().equals("started") ? null : entry);
    SagaClient<String, String> next = hanging();
    world.settle();
    assertThat(world.view("approval", "1").state()).isEqualTo(RunState.QUARANTINED);
    world.journal.reads(entry -> entry);
    assertThat(signal(next, "e2", "bob")).isEqualTo(SignalReceipt.LATE);
    assertThat(world.view("approval", "1").state()).isEqualTo(RunState.COMPLETED);
  }
}
