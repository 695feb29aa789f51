package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.StepContext;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.SagaMachine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that brings its process down must not take others with it. */
class PoisonTest {

  private static final List<String> BYSTANDERS = List.of("a", "b", "c", "d", "e");

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRunThatEndsEveryOwnerIsParkedAloneAndTheRunsBesideItGoThrough() {
    Script services = new Script().always("payment", this::endTheProcessIfPoisoned);
    Trip trip = world.trip(services);
    trip.start("poison", "poison");
    BYSTANDERS.forEach(key -> trip.start(key, "rome"));

    for (int i = 0; i < 2 * SagaMachine.MAX_ADOPTIONS; i++) {
      world.settle();
      world.advance(Duration.ofSeconds(10));
      world.crash();
      world.trip(services);
    }
    world.advance(Duration.ofSeconds(60));

    assertThat(world.view("trip", "poison").state()).isEqualTo(RunState.PARKED);
    assertThat(BYSTANDERS)
        .allSatisfy(
            key -> assertThat(world.view("trip", key).state()).isEqualTo(RunState.COMPLETED));
  }

  private String endTheProcessIfPoisoned(String argument, StepContext context) {
    if (context.key().equals("poison")) {
      world.environment().crash();
      // Nobody learns of this: where it is thrown nothing runs any more.
      throw new IllegalStateException("the process has ended");
    }
    return "paid";
  }
}
