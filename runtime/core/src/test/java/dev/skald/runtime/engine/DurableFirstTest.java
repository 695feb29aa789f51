package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.spi.JournalWrite;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "No effect is performed before the decision that asks for it is durable; no caller is told." */
class DurableFirstTest {

  private final FaultyJournal journal = new FaultyJournal();
  private final Script services = new Script();
  private SagaEngine engine;
  private Trip trip;

  @BeforeEach
  void open() {
    engine = Skald.on(journal).codec(new TextCodec()).grace(Duration.ZERO).open();
    trip = new Trip(engine, services);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** Holds up the commit with a record of that kind and step. */
  private Held hold(String kind, String step) {
    Held held = new Held();
    journal.commits(
        (store, batch) -> {
          boolean meant =
              batch.stream()
                  .map(JournalWrite::records)
                  .flatMap(java.util.List::stream)
                  .anyMatch(e -> e.kind().equals(kind) && (step == null || step.equals(e.step())));
          if (meant) {
            held.reached.countDown();
            Waits.on(held.goOn);
          }
          return store.commit(batch);
        });
    return held;
  }

  private static final class Held {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
  }

  @Test
  void noStepIsCalledAndNoCallerToldBeforeTheStartIsDurable() {
    Held held = hold("started", null);
    CompletableFuture<SagaHandle<String>> start =
        CompletableFuture.supplyAsync(() -> trip.start("1", "rome"));
    Waits.on(held.reached);
    assertThat(trip.find("1")).isEmpty();
    assertThat(services.made()).isEmpty();
    assertThat(start).isNotDone();
    held.goOn.countDown();
    assertThat(Waits.get(start).await(Waits.LONG)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void aStepIsNotCalledBeforeTheResultsItTakesAreDurable() {
    services.always("flight", (argument, context) -> "seat");
    Held held = hold("succeeded", "hotel");
    SagaHandle<String> run = trip.start("1", "rome");
    Waits.on(held.reached);
    assertThat(services.made("payment")).isEmpty();
    held.goOn.countDown();
    assertThat(run.await(Waits.LONG)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void noCallerIsToldOfAnEndThatIsNotDurable() {
    Held held = hold("succeeded", "tickets");
    SagaHandle<String> run = trip.start("1", "rome");
    AtomicReference<Object> told = new AtomicReference<>();
    run.outcome().thenAccept(told::set);
    Waits.on(held.reached);
    assertThat(told).hasValue(null);
    assertThat(trip.find("1").orElseThrow().state()).isEqualTo(RunState.RUNNING);
    held.goOn.countDown();
    Waits.until(() -> told.get() != null);
    assertThat(journal.kinds("trip", "1")).contains("succeeded tickets");
  }

  @Test
  void noUndoIsCalledBeforeTheRejectionIsDurable() {
    services.always("payment", Script.decline("no money"));
    Held held = hold("rejected", "payment");
    SagaHandle<String> run = trip.start("1", "rome");
    Waits.on(held.reached);
    assertThat(services.made("cancelHotel")).isEmpty();
    assertThat(services.made("cancelFlight")).isEmpty();
    held.goOn.countDown();
    assertThat(run.await(Waits.LONG)).isInstanceOf(SagaOutcome.Compensated.class);
  }

  @Test
  void anOperatorIsNotToldBeforeTheVerbIsDurable() {
    CountDownLatch paying = new CountDownLatch(1);
    services.always(
        "payment",
        (argument, context) -> {
          Waits.on(paying);
          return "paid";
        });
    SagaHandle<String> run = trip.start("1", "rome");
    Waits.until(() -> !services.made("payment").isEmpty());
    Held held = hold("cancel_requested", null);
    CompletableFuture<Void> cancel =
        CompletableFuture.runAsync(() -> trip.operate("1", "ada").cancel("changed my mind"));
    Waits.on(held.reached);
    assertThat(cancel).isNotDone();
    held.goOn.countDown();
    Waits.get(cancel);
    paying.countDown();
    assertThat(run.await(Waits.LONG)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void oneRunThatWaitsForTheJournalShowsNoneOfItsUndurableResults() {
    Held held = hold("succeeded", "payment");
    trip.start("1", "rome");
    Waits.on(held.reached);
    var view = trip.find("1").orElseThrow().run();
    assertThat(view.step("payment").orElseThrow().value()).isEmpty();
    assertThat(view.step("hotel").orElseThrow().value()).isPresent();
    held.goOn.countDown();
  }
}
