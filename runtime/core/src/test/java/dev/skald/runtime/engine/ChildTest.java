package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A step that starts a run of another saga is done when that run is, and undone by undoing it. */
class ChildTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> WORK = StepRef.of(0, "work", String.class);
  private static final StepRef<String> DELIVER = StepRef.of(0, "deliver", String.class);
  private static final StepRef<Void> CLOSE = StepRef.of(1, "close", void.class);

  private final World world = new World();
  private final Script services = new Script();
  private SagaClient<String, String> child;
  private SagaClient<String, String> parent;

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> childPlan() {
    return SagaSpec.<Object>of("delivery", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    WORK, (saga, call) -> services.call("work", call.input(INPUT), call.context()))
                .rejects(Trip.Full.class)
                .undo(
                    UndoSpec.<Object>of(
                            "unwork",
                            (saga, call) ->
                                services.call("unwork", call.result(WORK), call.context()))
                        .needsResult()))
        .plan();
  }

  private SagaPlan<Object> parentPlan() {
    return SagaSpec.<Object>of("order", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    DELIVER,
                    (saga, call) -> {
                      services.call("start", call.input(INPUT), call.context());
                      return child.start(call.context().idempotencyKey(), call.input(INPUT));
                    })
                .child())
        .step(
            StepSpec.<Object>of(
                    CLOSE,
                    (saga, call) -> {
                      services.call("close", call.result(DELIVER), call.context());
                      return null;
                    })
                .after(DELIVER)
                .rejects(Trip.Full.class))
        .pivot(CLOSE)
        .returns((saga, call) -> call.result(DELIVER))
        .plan();
  }

  private void register() {
    child = world.register(childPlan());
    parent = world.register(parentPlan());
  }

  private String childKey() {
    return services.made("start").get(0).context().idempotencyKey();
  }

  private RunState childState() {
    return world.view("delivery", childKey()).state();
  }

  @Test
  void theStepHasTheResultOfItsChild() {
    register();
    var run = parent.start("1", "x");
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("work(x)"));
    assertThat(services.made("start")).hasSize(1);
    assertThat(world.journal.kinds("order", "1"))
        .containsExactly(
            "started", "child_started deliver", "succeeded deliver", "succeeded close");
  }

  @Test
  void aChildThatTurnsBackIsARejection() {
    services.always("work", Script.decline("no road"));
    register();
    var run = parent.start("1", "x");
    assertThat(world.outcome(run))
        .isInstanceOfSatisfying(
            SagaOutcome.Compensated.class,
            back -> {
              assertThat(back.cause().kind()).isEqualTo(Failure.Kind.REJECTED);
              assertThat(back.cause().message()).contains("no road");
            });
  }

  @Test
  void undoingTheStepUndoesACompletedChild() {
    services.always("close", Script.decline("closed"));
    register();
    var run = parent.start("1", "x");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(services.made("unwork").stream().map(Script.Made::argument))
        .containsExactly("work(x)");
    assertThat(childState()).isEqualTo(RunState.COMPENSATED);
    assertThat(world.view("delivery", childKey()).cause().map(Failure::kind))
        .contains(Failure.Kind.PARENT);
  }

  @Test
  void aStuckChildMakesTheParentWaitVisiblyUntilItGoesOn() {
    services.always("unwork", Script.fail("down")).always("work", Script.decline("no"));
    services.always(
        "work",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(3));
        });
    register();
    parent.start("1", "x");
    world.settle();
    assertThat(world.view("order", "1").state()).isEqualTo(RunState.WAITING);
    var step = world.view("order", "1").step("deliver").orElseThrow();
    assertThat(step.state()).isEqualTo(StepState.WAITING);
    assertThat(step.waitsFor().orElseThrow()).contains("delivery " + childKey());
    services.always("work", (argument, context) -> "worked");
    world.advance(Duration.ofHours(4));
    assertThat(world.view("order", "1").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void cancellingTheParentTurnsAChildUnderWayBack() {
    services.always(
        "work",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(3));
        });
    register();
    var run = parent.start("1", "x");
    world.settle();
    world.run(() -> parent.operate("1", "ada").cancel("not wanted"));
    world.advance(Duration.ofMinutes(1));
    assertThat(world.view("order", "1").state()).isEqualTo(RunState.COMPENSATING);
    services.always("work", (argument, context) -> "worked");
    world.advance(Duration.ofHours(4));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(childState()).isEqualTo(RunState.COMPENSATED);
    assertThat(services.made("close")).isEmpty();
  }

  @Test
  void aCrashAfterEachCommitIsSurvivedOnTheWayBackToo() {
    services.always("close", Script.decline("closed"));
    int crashes =
        world.crashAfterEachCommit(
            this::register,
            () -> {
              register();
              parent.start("1", "x");
            },
            () -> world.view("order", "1").state().isEnd());
    assertThat(crashes).isGreaterThan(2);
    assertThat(world.view("order", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(childState()).isEqualTo(RunState.COMPENSATED);
  }

  @Test
  void aChildOfAFormerProcessThatHadCompletedIsUndone() {
    services.always(
        "close",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(3));
        });
    register();
    parent.start("1", "x");
    world.settle();
    assertThat(childState()).isEqualTo(RunState.COMPLETED);
    world.crash();
    services.always("close", Script.decline("closed"));
    register();
    world.advance(Duration.ofHours(4));
    assertThat(world.view("order", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(childState()).isEqualTo(RunState.COMPENSATED);
    SagaHandle<String> again = child.handle(childKey()).orElseThrow();
    assertThat(world.outcome(again)).isInstanceOf(SagaOutcome.Compensated.class);
  }

  @Test
  void anEndThatIsFoundInTheJournalIsToldToTheParent() {
    services.always(
        "work",
        (argument, context) -> {
          world.journal.nextCommit(FaultyJournal.unknown(true));
          return "worked";
        });
    register();
    var run = parent.start("1", "x");
    world.advance(Duration.ofMinutes(1));
    assertThat(childState()).isEqualTo(RunState.COMPLETED);
    assertThat(world.view("order", "1").state()).isEqualTo(RunState.COMPLETED);
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("worked"));
  }
}
