package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.memory.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EngineSmokeTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void completes() {
    List<String> calls = new CopyOnWriteArrayList<>();
    try (SagaEngine engine = Skald.on(new MemoryJournal()).codec(new TextCodec()).open()) {
      Trip trip =
          new Trip(
              engine,
              (method, argument, context) -> {
                calls.add(method);
                return method + "(" + argument + ")";
              });
      SagaOutcome<String> outcome = trip.start("1", "rome").await(LONG);
      assertThat(outcome)
          .isEqualTo(new SagaOutcome.Completed<>("trip for payment(hotel(rome)+flight(rome))"));
      assertThat(calls).containsExactlyInAnyOrder("hotel", "flight", "payment", "tickets");
    }
  }

  @Test
  void compensates() {
    List<String> calls = new CopyOnWriteArrayList<>();
    try (SagaEngine engine = Skald.on(new MemoryJournal()).codec(new TextCodec()).open()) {
      Trip trip =
          new Trip(
              engine,
              (method, argument, context) -> {
                calls.add(method + "#" + context.attempt());
                if (method.equals("payment")) {
                  throw new Trip.Full("no money");
                }
                if (method.equals("cancelHotel") && context.attempt() < 3) {
                  throw new IllegalStateException("not now");
                }
                return method + "(" + argument + ")";
              });
      SagaOutcome<String> outcome = trip.start("1", "rome").await(LONG);
      assertThat(outcome).isInstanceOf(SagaOutcome.Compensated.class);
      assertThat(calls).contains("cancelHotel#3", "cancelFlight#1").doesNotContain("tickets#1");
    }
  }
}
