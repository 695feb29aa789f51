package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.Failure;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepView;
import dev.skald.runtime.journal.JournalRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is journaled is read again after a crash, or it is found out before that it is not. */
class ReadableAgainTest {

  private final World world = new World();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anInputThatCouldNotBeReadAgainIsRefusedAndNothingIsWritten() {
    Trip trip = world.trip(services);
    assertThatThrownBy(() -> trip.start("1", "undecodable"))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("the input of trip could not be read again");
    assertThat(trip.find("1")).isEmpty();
  }

  @Test
  void onlyTheFirstValueOfATypeIsReadBack() {
    Payloads payloads = new Payloads(new TextCodec());
    payloads.encode("a text", "good", String.class);
    assertThat(payloads.encode("a text", "undecodable", String.class).bytes()).isNotEmpty();
  }

  @Test
  void awaitingARunThatWasQuarantinedAndCanBeReadAgainWaitsForIt() {
    world.trip(services).start("1", "rome");
    world.crash();
    world.journal.reads(ReadableAgainTest::garbled);
    world.trip(services);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.view("trip", "1").state()).isEqualTo(RunState.QUARANTINED);

    world.crash();
    world.journal.reads(entry -> entry);
    Trip trip = world.trip(services);
    CompletionStage<SagaOutcome<String>> outcome = trip.start("1", "rome").outcome();
    world.settle();
    assertThat(outcome)
        .succeedsWithin(Duration.ofSeconds(20))
        .isInstanceOf(SagaOutcome.Completed.class);
  }

  private static JournalRecord garbled(JournalRecord entry) {
    byte[] payload = Arrays.copyOf("undecodable".getBytes(), 11);
    return new JournalRecord(
        entry.seq(), entry.at(), entry.kind(), entry.step(), -1, 0, 0, null, null, payload);
  }

  @Test
  void whyAStepFailedIsStillSeenWhenItIsUndone() {
    services.always("flight", Script.fail("no answer from the airline"));
    SagaHandle<String> handle = world.trip(services).start("1", "rome");
    world.advance(Duration.ofMinutes(10));
    assertThat(world.outcome(handle)).isInstanceOf(SagaOutcome.Compensated.class);
    StepView<?> flight = world.view("trip", "1").step("flight").orElseThrow();
    assertThat(flight.failure().map(Failure::message)).contains("no answer from the airline");
  }
}
