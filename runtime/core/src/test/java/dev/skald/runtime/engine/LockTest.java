package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One run at a time works on what it has locked, first come first served, to its end. */
class LockTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> TAKE = StepRef.of(0, "take", String.class);
  private static final StepRef<String> FINISH = StepRef.of(1, "finish", String.class);

  private final World world = new World();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> plan() {
    return SagaSpec.<Object>of("booking", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    TAKE, (saga, call) -> services.call("take", call.input(INPUT), call.context()))
                .exclusive("seat", call -> List.of(call.input(INPUT).split(",")))
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    FINISH,
                    (saga, call) -> services.call("finish", call.result(TAKE), call.context()))
                .after(TAKE)
                .readOnly())
        .plan();
  }

  private SagaClient<String, String> register() {
    return world.register(plan());
  }

  private void finishLater() {
    services.always(
        "finish",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(1));
        });
  }

  private void finishNow() {
    services.always("finish", (argument, context) -> "finished");
  }

  private List<String> taken() {
    return services.made("take").stream().map(made -> made.context().key()).toList();
  }

  @Test
  void theSecondWaitsForTheEndOfTheFirst() {
    finishLater();
    SagaClient<String, String> client = register();
    client.start("1", "7a");
    world.settle();
    client.start("2", "7a");
    client.start("3", "8a");
    world.settle();
    assertThat(taken()).containsExactly("1", "3");
    assertThat(world.view("booking", "2").state()).isEqualTo(RunState.WAITING);
    assertThat(world.view("booking", "2").step("take").orElseThrow().waitsFor())
        .contains("the lock seat");
    finishNow();
    world.advance(Duration.ofHours(2));
    assertThat(world.view("booking", "2").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void firstComeFirstServedAlsoAfterACrash() {
    finishLater();
    SagaClient<String, String> client = register();
    for (int i = 1; i <= 5; i++) {
      client.start("" + i, "7a");
      world.settle();
    }
    world.crash();
    finishNow();
    register();
    world.advance(Duration.ofHours(9));
    assertThat(taken().stream().distinct()).containsExactly("1", "2", "3", "4", "5");
    for (int i = 1; i <= 5; i++) {
      assertThat(world.view("booking", "" + i).state()).isEqualTo(RunState.COMPLETED);
    }
  }

  @Test
  void whoWantsSeveralNeverWaitsInACircle() {
    SagaClient<String, String> client = register();
    List<SagaHandle<String>> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      runs.add(client.start("" + i, i % 2 == 0 ? "a,b,c" : "c,b,a"));
    }
    world.advance(Duration.ofMinutes(1));
    for (SagaHandle<String> run : runs) {
      assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    }
  }

  @Test
  void aCancelledRunThatWaitsLetsTheOthersPass() {
    finishLater();
    SagaClient<String, String> client = register();
    client.start("1", "7a");
    world.settle();
    client.start("2", "7a");
    world.settle();
    client.start("3", "7a");
    world.settle();
    world.run(() -> client.operate("2", "ada").cancel("not wanted"));
    assertThat(world.view("booking", "2").state()).isEqualTo(RunState.COMPENSATED);
    finishNow();
    world.advance(Duration.ofHours(2));
    assertThat(taken()).containsExactly("1", "3");
    assertThat(world.view("booking", "3").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aRunThatIsToldTwiceAtOnceTakesItsTurnOnce() {
    finishLater();
    SagaClient<String, String> client = register();
    client.start("1", "7a");
    world.settle();
    client.start("2", "7a,7b");
    world.settle();
    client.start("3", "7a");
    world.settle();
    services.next("finish", (argument, context) -> "finished");
    // The end of the first tells the second. While that copy of it reads the journal, the end of
    // the third makes another one, which gets the lock, passes the step and is given up.
    VirtualEnvironment environment = world.environment();
    world.journal.beforeRead(
        onceIn(
            "1",
            "succeeded finish",
            () -> {
              client.operate("3", "ada").cancel("not wanted");
              environment.drainHere(() -> isIn("2", "locked take"));
            }));
    Runnable rest = onceIn("2", "locked take", () -> environment.drainHere(() -> false));
    world.journal.reads(
        entry -> {
          rest.run();
          return entry;
        });
    world.advance(Duration.ofMinutes(90));
    assertThat(taken()).containsExactly("1", "2");
    finishNow();
    world.advance(Duration.ofMinutes(90));
    assertThat(taken()).containsExactly("1", "2");
    assertThat(world.view("booking", "2").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void whoIsNextIsToldAlsoIfItCannotBeReadAtFirst() {
    finishLater();
    SagaClient<String, String> client = register();
    client.start("1", "7a");
    world.settle();
    client.start("2", "7a");
    world.settle();
    finishNow();
    Runnable once =
        onceIn(
            "1",
            "succeeded finish",
            () -> {
              throw new JournalException("disk busy");
            });
    world.journal.beforeRead(once);
    world.advance(Duration.ofHours(2));
    assertThat(world.view("booking", "2").state()).isEqualTo(RunState.COMPLETED);
  }

  private boolean isIn(String key, String kind) {
    return world.journal.kinds("booking", key).contains(kind);
  }

  private Runnable onceIn(String key, String kind, Runnable task) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (isIn(key, kind) && done.compareAndSet(false, true)) {
        task.run();
      }
    };
  }

  @Test
  void anEndThatIsFoundInTheJournalLetsTheNextPass() {
    services.next(
        "finish",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(1));
        },
        (argument, context) -> {
          world.journal.nextCommit(FaultyJournal.unknown(true));
          return "finished";
        });
    SagaClient<String, String> client = register();
    var first = client.start("1", "7a").outcome().toCompletableFuture();
    world.settle();
    client.start("2", "7a");
    world.advance(Duration.ofHours(2));
    assertThat(world.view("booking", "1").state()).isEqualTo(RunState.COMPLETED);
    assertThat(first).isCompleted();
    assertThat(world.view("booking", "2").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aKeyThatCannotBeReadDeclinesTheStepWhateverItThrows() {
    SagaClient<String, String> client =
        world.register(
            SagaSpec.<Object>of("odd", 1, INPUT)
                .step(
                    StepSpec.<Object>of(TAKE, (saga, call) -> "taken")
                        .exclusive(
                            "seat",
                            call -> {
                              throw new NoClassDefFoundError("SeatKey");
                            })
                        .readOnly())
                .plan());
    client.start("1", "7a");
    world.settle();
    assertThat(world.view("odd", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(world.view("odd", "1").cause().orElseThrow().message()).contains("SeatKey");
  }
}
