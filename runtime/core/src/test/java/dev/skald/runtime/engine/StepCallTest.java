package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a step may return and throw, and what becomes of it. */
class StepCallTest {

  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1, false);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaHandle<String> start(Invoker<Object> work) {
    return world.register(Solo.step(work, step -> step.retry(ONCE))).start("1", "x");
  }

  private SagaHandle<String> startAsync(Invoker<Object> work) {
    return world.register(Solo.step(work, step -> step.async().retry(ONCE))).start("1", "x");
  }

  private Failure stuck(SagaHandle<String> run) {
    SagaOutcome<String> outcome = world.outcome(run);
    assertThat(outcome).isInstanceOf(SagaOutcome.Stuck.class);
    return ((SagaOutcome.Stuck<String>) outcome).cause();
  }

  @Test
  void aDeclaredExceptionIsADefiniteRejection() {
    SagaHandle<String> run =
        start(
            (s, call) -> {
              throw new Trip.Full("sold out");
            });
    var compensated = (SagaOutcome.Compensated<String>) world.outcome(run);
    assertThat(compensated.cause())
        .isEqualTo(
            new Failure(Failure.Kind.REJECTED, "work", Trip.Full.class.getName(), "sold out"));
  }

  @Test
  void aDeclaredExceptionIsFoundInTheWholeCauseChain() {
    SagaHandle<String> run =
        start(
            (s, call) -> {
              throw new CompletionException(
                  new IllegalStateException("outer", new Trip.Full("sold out")));
            });
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
  }

  @Test
  void aCyclicCauseChainEnds() {
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));
    assertThat(
            stuck(
                    start(
                        (s, call) -> {
                          throw first;
                        }))
                .message())
        .isEqualTo("first");
  }

  @Test
  void anyOtherExceptionLeavesTheOutcomeUnknown() {
    assertThat(
            stuck(
                start(
                    (s, call) -> {
                      throw new java.io.IOException("reset");
                    })))
        .isEqualTo(
            new Failure(Failure.Kind.ERROR, "work", java.io.IOException.class.getName(), "reset"));
    assertThat(world.view("solo", "1").step("work").orElseThrow().state())
        .isEqualTo(StepState.UNKNOWN);
  }

  @Test
  void nullFromAStepWithAResultIsUnknownAndNotASuccess() {
    assertThat(stuck(start((s, call) -> null)).kind()).isEqualTo(Failure.Kind.UNENCODABLE);
  }

  @Test
  void aResultThatCannotBeEncodedIsUnknown() {
    Failure failure = stuck(start((s, call) -> "unencodable"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.UNENCODABLE);
    assertThat(failure.message()).contains("the result of solo.work");
  }

  @Test
  void aResultThatIsTooLargeIsUnknown() {
    assertThat(stuck(start((s, call) -> "x".repeat((1 << 20) + 1))).message()).contains("1 MiB");
  }

  @Test
  void aResultWhoseClassIsMissingIsUnknown() {
    assertThat(stuck(start((s, call) -> TextCodec.MISSING_CLASS)).kind())
        .isEqualTo(Failure.Kind.UNENCODABLE);
  }

  @Test
  void anAsynchronousStepIsDoneWhenItsStageIs() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    SagaHandle<String> run = startAsync((s, call) -> stage);
    world.settle();
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.RUNNING);
    world.run(() -> stage.complete("done"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("done"));
  }

  @Test
  void aStageThatFailsWithADeclaredExceptionIsARejection() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    SagaHandle<String> run =
        startAsync(
            (s, call) ->
                stage.thenApply(
                    x -> {
                      throw new CompletionException(new Trip.Full("no"));
                    }));
    world.settle();
    world.run(() -> stage.complete("x"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
  }

  @Test
  void aStageThatFailsOtherwiseIsUnknownAndShowsWhatItFailedWith() {
    SagaHandle<String> run =
        startAsync((s, call) -> CompletableFuture.failedFuture(new java.io.IOException("reset")));
    assertThat(stuck(run).type()).isEqualTo(java.io.IOException.class.getName());
  }

  @Test
  void noStageAtAllIsUnknown() {
    assertThat(stuck(startAsync((s, call) -> null)).message()).contains("null instead of a stage");
  }

  @Test
  void aStageOfNullForAResultIsUnknown() {
    SagaHandle<String> run = startAsync((s, call) -> CompletableFuture.completedFuture(null));
    assertThat(stuck(run).kind()).isEqualTo(Failure.Kind.UNENCODABLE);
  }

  @Test
  void anErrorIsUnknownAndHarmsNoOtherRun() {
    AtomicInteger number = new AtomicInteger();
    Throwable[] errors = {
      new StackOverflowError(),
      new AssertionError("x"),
      new NoClassDefFoundError("y"),
      new OutOfMemoryError("z")
    };
    var client =
        world.register(
            Solo.step(
                (s, call) -> {
                  int next = number.getAndIncrement();
                  if (next < errors.length) {
                    throw (Error) errors[next];
                  }
                  return "fine";
                },
                step -> step.retry(ONCE)));
    for (int i = 0; i < errors.length; i++) {
      assertThat(stuck(client.start("bad " + i, "x")).type())
          .isEqualTo(errors[i].getClass().getName());
    }
    assertThat(world.outcome(client.start("good", "x")))
        .isEqualTo(new SagaOutcome.Completed<>("fine"));
  }

  @Test
  void anExceptionWhoseOwnMethodsThrowIsStillUnknown() {
    class Nasty extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("not even that");
      }
    }
    assertThat(
            stuck(
                    start(
                        (s, call) -> {
                          throw new Nasty();
                        }))
                .type())
        .isEqualTo(Nasty.class.getName());
  }

  @Test
  void aLongMessageIsCutToWellFormedText() {
    String emoji = "\uD83D\uDE00";
    Failure failure =
        stuck(
            start(
                (s, call) -> {
                  throw new Exception("x" + emoji.repeat(2_000));
                }));
    assertThat(failure.message()).hasSizeLessThanOrEqualTo(2_000).endsWith("…");
    char last = failure.message().charAt(failure.message().length() - 2);
    assertThat(Character.isHighSurrogate(last)).isFalse();
  }

  @Test
  void theDiagnosticContextNamesTheCallAndIsCleanAfterwards() {
    AtomicReference<Object> seen = new AtomicReference<>();
    SagaHandle<String> run =
        start(
            (s, call) -> {
              seen.set(MDC.getCopyOfContextMap());
              return "done";
            });
    world.outcome(run);
    assertThat(seen.get())
        .isEqualTo(
            java.util.Map.of(
                "skald.saga",
                "solo",
                "skald.key",
                "1",
                "skald.step",
                "work",
                "skald.attempt",
                "1"));
    assertThat(world.call(MDC::getCopyOfContextMap))
        .satisfiesAnyOf(map -> assertThat(map).isNull(), map -> assertThat(map).isEmpty());
  }

  @Test
  void aVoidStepHasNoResult() {
    Script services = new Script();
    world.outcome(world.trip(services).start("1", "rome"));
    var tickets = world.view("trip", "1").step("tickets").orElseThrow();
    assertThat(tickets.state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(tickets.value()).isEmpty();
    assertThat(world.journal.records("trip", "1").get(4).payload()).isNull();
  }

  @Test
  void neverAStageMeansNoThreadWaits() {
    startAsync((s, call) -> new CompletableFuture<String>());
    world.settle();
    assertThat(world.call(() -> "the only thread is free")).isNotNull();
  }
}
