package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.EngineClosedException;
import dev.skald.runtime.InvalidKeyException;
import dev.skald.runtime.KeyConflictException;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.SagaPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Start is idempotent ... checked before any write." */
class StartTest {

  private final World world = new World();
  private final Script services = new Script();
  private final Trip trip = world.trip(services);

  @AfterEach
  void close() {
    world.close();
  }

  private void assertNothingWasWritten() {
    world.settle();
    assertThat(world.journal.batches()).isEmpty();
    assertThat(services.made()).isEmpty();
  }

  @Test
  void aRunIsDurableBeforeStartReturns() {
    trip.start("1", "rome");
    assertThat(world.journal.kinds("trip", "1")).containsExactly("started");
  }

  @Test
  void aRunCompletesWithItsResult() {
    SagaHandle<String> run = trip.start("1", "rome");
    assertThat(world.outcome(run))
        .isEqualTo(new SagaOutcome.Completed<>("trip for payment(hotel(rome)+flight(rome))"));
    assertThat(services.calls())
        .containsExactlyInAnyOrder("hotel#1", "flight#1", "payment#1", "tickets#1");
  }

  @Test
  void aHappyRunOfNStepsCostsNPlusOneRecords() {
    world.outcome(trip.start("1", "rome"));
    assertThat(world.journal.kinds("trip", "1"))
        .containsExactlyInAnyOrder(
            "started",
            "succeeded hotel",
            "succeeded flight",
            "succeeded payment",
            "succeeded tickets");
  }

  /** Its header must say so from the beginning: nothing else in memory remembers the run. */
  @Test
  void aRunThatBeginsByWaitingForATimeGoesOnThen() {
    SagaPlan<Object> later =
        Solo.step((saga, call) -> "done", step -> step.delay(Duration.ofHours(1)));
    SagaHandle<String> run = world.register(later).start("1", "rome");
    world.settle();
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.WAITING);
    assertThat(world.engine().runs(RunQuery.in(RunState.WAITING)).runs()).hasSize(1);
    world.advance(Duration.ofHours(2));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("done"));
  }

  @Test
  void theSameInputReturnsTheSameRun() {
    trip.start("1", "rome");
    world.settle();
    SagaHandle<String> again = trip.start("1", "rome");
    assertThat(again.key()).isEqualTo("1");
    assertThat(again.saga()).isEqualTo("trip");
    assertThat(world.outcome(again)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("hotel")).hasSize(1);
  }

  @Test
  void otherInputIsATypedErrorNamingBothHashes() {
    trip.start("1", "rome");
    assertThatThrownBy(() -> trip.start("1", "oslo"))
        .isInstanceOf(KeyConflictException.class)
        .hasMessageContaining(Hashes.sha256("rome".getBytes()))
        .hasMessageContaining(Hashes.sha256("oslo".getBytes()))
        .hasMessageNotContainingAny("rome", "oslo");
  }

  @Test
  void anEndedRunKeepsItsKey() {
    world.outcome(trip.start("1", "rome"));
    assertThatThrownBy(() -> trip.start("1", "oslo")).isInstanceOf(KeyConflictException.class);
  }

  @Test
  void concurrentStartsWithOneKeyMakeOneRun() throws InterruptedException {
    Script calls = new Script();
    int callers = 16;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try (SagaEngine engine = Skald.on(new FaultyJournal()).codec(new TextCodec()).open()) {
      Trip real = new Trip(engine, calls);
      for (int round = 0; round < 20; round++) {
        String key = "key " + round;
        CountDownLatch together = new CountDownLatch(1);
        List<Future<SagaOutcome<String>>> outcomes = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
          outcomes.add(
              threads.submit(
                  () -> {
                    Waits.on(together);
                    return real.start(key, "rome").await(Waits.LONG);
                  }));
        }
        together.countDown();
        outcomes.forEach(
            outcome -> assertThat(Waits.get(outcome)).isInstanceOf(SagaOutcome.Completed.class));
      }
      assertThat(calls.made("hotel")).hasSize(20);
      assertThat(engine.runs(RunQuery.in(RunState.COMPLETED)).runs()).hasSize(20);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 254, 255})
  void keysAreOneTo255Characters(int length) {
    SagaHandle<String> run = trip.start("k".repeat(length), "rome");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "tab\there",
        "nul\0",
        "line\nbreak",
        "\u007f",
        "\u0085",
        "\ud83d",
        "a\ude00b",
        "\ude00\ud83d"
      })
  void otherKeysAreRefusedBeforeAnyWrite(String key) {
    assertThatThrownBy(() -> trip.start(key, "rome")).isInstanceOf(InvalidKeyException.class);
    assertNothingWasWritten();
  }

  @Test
  void aKeyOf256CharactersIsRefusedBeforeAnyWrite() {
    assertThatThrownBy(() -> trip.start("k".repeat(256), "rome"))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("256");
    assertNothingWasWritten();
  }

  @Test
  void anyWellFormedTextIsAKey() {
    String key = "Bestellung Nr. 7 \uD83D\uDE00 / 'x'; --";
    assertThat(world.outcome(trip.start(key, "rome"))).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("hotel").get(0).context().key()).isEqualTo(key);
  }

  @Test
  void anInputThatIsTooLargeIsRefusedBeforeAnyWrite() {
    assertThatThrownBy(() -> trip.start("1", "x".repeat((1 << 20) + 1)))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("1 MiB");
    assertNothingWasWritten();
  }

  @Test
  void anInputOfExactlyOneMebibyteIsTaken() {
    services.always("hotel", (argument, context) -> "a room");
    services.always("flight", (argument, context) -> "a seat");
    SagaHandle<String> run = trip.start("1", "x".repeat(1 << 20));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void anInputThatCannotBeEncodedIsRefusedBeforeAnyWrite() {
    assertThatThrownBy(() -> trip.start("1", "unencodable")).isInstanceOf(PayloadException.class);
    assertNothingWasWritten();
  }

  @Test
  void aCodecThatDiesRefusesTheInputBeforeAnyWrite() {
    assertThatThrownBy(() -> trip.start("1", TextCodec.MISSING_CLASS))
        .isInstanceOf(PayloadException.class);
    assertNothingWasWritten();
  }

  @Test
  void nullIsNoInput() {
    assertThatThrownBy(() -> trip.start("1", null)).isInstanceOf(PayloadException.class);
    assertNothingWasWritten();
  }

  @Test
  void aClosedEngineTakesNothing() {
    world.close();
    assertThatThrownBy(() -> trip.start("1", "rome")).isInstanceOf(EngineClosedException.class);
    assertThatThrownBy(() -> trip.find("1")).isInstanceOf(EngineClosedException.class);
    assertThatThrownBy(() -> trip.handle("1")).isInstanceOf(EngineClosedException.class);
    assertThatThrownBy(() -> world.trip(services)).isInstanceOf(EngineClosedException.class);
    assertThatThrownBy(() -> trip.operate("1", "ada").cancel("why"))
        .isInstanceOf(EngineClosedException.class);
  }

  @Test
  void aSagaIsRegisteredOncePerVersion() {
    assertThatThrownBy(() -> world.trip(services))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trip v1");
  }
}
