package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.RunOperator;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.plan.StepRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "Operator verbs, each with a reason and journaled." */
class OperatorTest {

  private final World world = new World();
  private final Script services = new Script();
  private final Trip trip = world.trip(services);

  @AfterEach
  void close() {
    world.close();
  }

  /** The payment is the pivot: with an unknown outcome the run is stuck at it. */
  private SagaHandle<String> stuckAtPayment() {
    services.always("payment", Script.fail("down"));
    SagaHandle<String> run = trip.start("1", "rome");
    world.advance(Duration.ofMinutes(5));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Stuck.class);
    return run;
  }

  private RunOperator ada() {
    return trip.operate("1", "ada");
  }

  private void assertJournaled(String kind, String reason) {
    List<JournalRecord> records = world.journal.records("trip", "1");
    assertThat(records)
        .anySatisfy(
            entry -> {
              assertThat(entry.kind()).isEqualTo(kind);
              assertThat(entry.origin()).isEqualTo("ada");
              assertThat(entry.failure().message()).isEqualTo(reason);
            });
  }

  @Test
  void retryTriesAgainWithFreshAttempts() {
    SagaHandle<String> run = stuckAtPayment();
    services.always("payment", (argument, context) -> "paid");
    world.run(() -> ada().retry("the bank is back"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertJournaled("operator_retry", "the bank is back");
  }

  @Test
  void supplyGoesOnAsIfTheStepHadSucceeded() {
    SagaHandle<String> run = stuckAtPayment();
    world.run(() -> ada().supply(Trip.PAYMENT, "receipt 7", "paid by hand"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("trip for receipt 7"));
    assertThat(services.made("tickets").get(0).argument()).isEqualTo("receipt 7");
    assertJournaled("supplied", "paid by hand");
  }

  @Test
  void markUndoneAtThePivotTurnsBack() {
    SagaHandle<String> run = stuckAtPayment();
    world.run(() -> ada().markUndone(Trip.PAYMENT, "the bank never saw it"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(services.calls()).contains("cancelHotel#1", "cancelFlight#1");
    assertJournaled("marked_undone", "the bank never saw it");
  }

  @Test
  void abandonGivesTheRunUpAsItIs() {
    SagaHandle<String> run = stuckAtPayment();
    world.run(() -> ada().abandon("customer is gone"));
    var abandoned = (SagaOutcome.Abandoned<String>) world.outcome(run);
    assertThat(abandoned.cause().message()).isEqualTo("customer is gone");
    assertThat(abandoned.remaining()).contains("hotel", "flight", "payment");
    assertThat(services.made("cancelHotel")).isEmpty();
    assertJournaled("abandoned", "customer is gone");
  }

  @Test
  void cancelTurnsBackBeforeThePivot() {
    services.always("hotel", Script.fail("down"));
    SagaHandle<String> run = trip.start("1", "rome");
    world.settle();
    world.run(() -> ada().cancel("changed my mind"));
    services.always("hotel", (argument, context) -> "room");
    world.advance(Duration.ofMinutes(1));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertJournaled("cancel_requested", "changed my mind");
  }

  @Test
  void cancelAfterThePivotIsRecordedAndIgnored() {
    services.always("tickets", Script.fail("printer on fire"));
    SagaHandle<String> run = trip.start("1", "rome");
    world.advance(Duration.ofSeconds(1));
    world.run(() -> ada().cancel("too late"));
    services.always("tickets", (argument, context) -> "printed");
    world.advance(Duration.ofMinutes(2));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertJournaled("cancel_requested", "too late");
  }

  @Test
  void skipGoesOnWithoutAStepWhoseResultNobodyTakes() {
    services.always("tickets", Script.fail("printer on fire"));
    SagaHandle<String> run = trip.start("1", "rome");
    world.settle();
    world.run(() -> ada().skip(Trip.TICKETS, "printed by hand"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertJournaled("skipped", "printed by hand");
  }

  @Test
  void nothingFollowsAnEnd() {
    trip.start("1", "rome");
    world.settle();
    assertThatThrownBy(() -> world.run(() -> ada().cancel("no")))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("Cannot cancel trip 1")
        .hasMessageContaining("COMPLETED");
    assertThat(world.journal.records("trip", "1")).hasSize(5);
  }

  @Test
  void aRefusalSaysWhatIsAllowedAndChangesNothing() {
    stuckAtPayment();
    int before = world.journal.records("trip", "1").size();
    assertThatThrownBy(() -> world.run(() -> ada().skip(Trip.PAYMENT, "no")))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("supply it instead");
    assertThatThrownBy(() -> world.run(() -> ada().markUndone(Trip.HOTEL, "no")))
        .isInstanceOf(VerbRefusedException.class);
    assertThat(world.journal.records("trip", "1")).hasSize(before);
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.STUCK);
  }

  @Test
  void anUnknownRunIsATypedError() {
    assertThatThrownBy(() -> trip.operate("nobody", "ada").cancel("no"))
        .isInstanceOf(UnknownRunException.class)
        .hasMessageContaining("trip nobody");
  }

  @Test
  void aStepOfAnotherSagaIsRefusedInWords() {
    stuckAtPayment();
    for (int index : new int[] {-1, 0, 2, 99}) {
      assertThatThrownBy(
              () ->
                  world.run(
                      () -> ada().markUndone(StepRef.of(index, "elsewhere", Void.class), "x")))
          .isInstanceOf(VerbRefusedException.class)
          .hasMessageContaining("elsewhere");
    }
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.STUCK);
  }

  @Test
  void aStepIsFoundByItsNameAlsoWhereAnotherVersionHasItElsewhere() {
    SagaHandle<String> run = stuckAtPayment();
    StepRef<String> moved = StepRef.of(0, "payment", String.class);
    world.run(() -> ada().supply(moved, "receipt", "by hand"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aSuppliedValueOfAWrongTypeIsRefusedAndNothingIsWritten() {
    stuckAtPayment();
    int before = world.journal.records("trip", "1").size();
    assertThatThrownBy(() -> world.run(() -> ada().supply((StepRef) Trip.PAYMENT, 42, "raw")))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> world.run(() -> ada().supply(Trip.PAYMENT, null, "null")))
        .isInstanceOf(PayloadException.class);
    assertThat(world.journal.records("trip", "1")).hasSize(before);
  }

  @Test
  void reasonAndNameAreNeitherBlankNorEndless() {
    trip.start("1", "rome");
    assertThatThrownBy(() -> ada().cancel(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ada().cancel("x".repeat(2_001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trip.operate("1", "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trip.operate("1", "x".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aVerbThatCannotBeMadeDurableIsAnErrorAndTheRunGoesOn() {
    SagaHandle<String> run = stuckAtPayment();
    services.always("payment", (argument, context) -> "paid");
    world.journal.nextCommit(FaultyJournal.fail());
    assertThatThrownBy(() -> world.run(() -> ada().retry("again")))
        .isInstanceOf(JournalException.class);
    world.advance(Duration.ofSeconds(10));
    world.run(() -> ada().retry("again"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void aVerbThatMeetsAnOldCopyOfItsRunIsBroughtAgain() {
    SagaHandle<String> run = stuckAtPayment();
    services.always("payment", (argument, context) -> "paid");
    world.journal.nextCommit(FaultyJournal.diverged());
    world.run(() -> ada().retry("again"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(world.journal.kinds("trip", "1")).containsOnlyOnce("operator_retry");
  }

  @Test
  void anUndoThatFailsAndFailsMayBeMarkedAsUndone() {
    services.always("payment", Script.decline("no money"));
    services.always("cancelFlight", Script.fail("closed"));
    SagaHandle<String> run = trip.start("1", "rome");
    world.advance(Duration.ofSeconds(1));
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.COMPENSATING);
    world.run(() -> ada().markUndone(Trip.FLIGHT, "they phoned"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertJournaled("marked_undone", "they phoned");
  }
}
