package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that knows no keys is never called twice. */
class AtMostOnceTest {

  private final World world = new World();
  private final Script services = new Script();
  private final List<String> undone = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaClient<String, String> register() {
    return world.register(
        Solo.undone(
            (saga, call) -> services.call("work", call.input(Solo.INPUT), call.context()),
            StepSpec::atMostOnce,
            UndoSpec.<Object>of("undo", (saga, call) -> undone.add("" + call.outcome(Solo.WORK)))
                .takesOutcome(),
            (saga, call) -> services.call("check", "", call.context())));
  }

  @Test
  void thatItIsCalledIsDurableBefore() {
    services.always(
        "work",
        (argument, context) -> {
          assertThat(world.journal.kinds("solo", "1")).containsExactly("started", "calling work");
          return "worked";
        });
    var run = register().start("1", "x");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void afterACrashItIsUndoneAndNotCalledAgain() {
    services.always(
        "work",
        (argument, context) -> {
          world.environment().crash();
          world.journal.commits(FaultyJournal.fail());
          return "nobody learns of it";
        });
    register().start("1", "x");
    world.settle();
    world.journal.commits(JournalStore::commit);
    world.crash();
    register();
    world.advance(Duration.ofSeconds(10));
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(services.made("work")).hasSize(1);
    assertThat(undone).singleElement().asString().startsWith("Unknown");
  }

  @Test
  void aFailureIsNotTriedAgain() {
    services.always("work", Script.fail("connection reset"));
    var run = register().start("1", "x");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(services.made("work")).hasSize(1);
  }

  @Test
  void anOperatorCannotHaveItCalledAgainButMaySupplyTheResult() {
    services.always("work", Script.fail("connection reset"));
    SagaClient<String, String> client =
        world.register(
            Solo.step(
                (saga, call) -> services.call("work", call.input(Solo.INPUT), call.context()),
                StepSpec::atMostOnce));
    var run = client.start("1", "x");
    world.settle();
    assertThatThrownBy(() -> client.operate("1", "ada").retry("please"))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("at most once");
    world.run(
        () -> client.operate("1", "ada").supply(Solo.WORK, "by hand", "seen in their system"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("by hand"));
    assertThat(services.made("work")).hasSize(1);
  }

  /** The step is called and does not return, and another beside it waits for its next attempt. */
  private SagaClient<String, String> hanging() {
    return world.register(
        SagaSpec.<Object>of("solo", 1, Solo.INPUT)
            .step(
                StepSpec.<Object>of(
                        Solo.WORK,
                        (saga, call) -> {
                          services.call("work", "", call.context());
                          return new CompletableFuture<String>();
                        })
                    .async()
                    .atMostOnce()
                    .undo(
                        UndoSpec.<Object>of(
                                "undo", (saga, call) -> undone.add("" + call.outcome(Solo.WORK)))
                            .takesOutcome()))
            .step(
                StepSpec.<Object>of(
                        Solo.CHECK,
                        (saga, call) -> {
                          throw call.context().retryLater(Duration.ofHours(1));
                        })
                    .readOnly())
            .plan());
  }

  @Test
  void anOperatorsRetryDoesNotMakeACrashForgetThatItWasCalled() {
    SagaClient<String, String> client = hanging();
    client.start("1", "x");
    world.settle();
    world.run(() -> client.operate("1", "ada").retry("the check is up again"));
    world.crash();
    hanging();
    world.advance(Duration.ofSeconds(10));
    assertThat(services.made("work")).hasSize(1);
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(undone).singleElement().asString().startsWith("Unknown");
  }

  @Test
  void norOnTheWayBack() {
    SagaClient<String, String> client = hanging();
    client.start("1", "x");
    world.settle();
    world.run(() -> client.operate("1", "ada").cancel("not wanted"));
    world.run(() -> client.operate("1", "ada").retry("the check is up again"));
    world.crash();
    hanging();
    world.advance(Duration.ofSeconds(10));
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(undone).singleElement().asString().startsWith("Unknown");
  }

  @Test
  void whoeverSeesTheRunBeforeItsStartIsAnsweredDoesNotTakeItFromIt() {
    SagaClient<String, String> client = register();
    Thread early =
        new Thread(() -> client.operate("1", "ada").cancel("just when it becomes durable"));
    world.journal.nextCommit(
        (store, batch) -> {
          var results = store.commit(batch);
          early.start();
          Waits.until(() -> early.getState() == Thread.State.WAITING || !early.isAlive());
          return results;
        });
    client.start("1", "x");
    Waits.until(() -> !early.isAlive());
    world.settle();
    assertThat(services.made("work")).hasSize(1);
    assertThat(undone).singleElement().asString().startsWith("Succeeded");
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.COMPENSATED);
  }
}
