package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Stops a worker as it should be stopped, in the middle of its calls, while another one shares its
 * journal. Leases last longer than any test: whoever waits for the end of one, waits for ever.
 */
@Execution(ExecutionMode.CONCURRENT)
class GracefulStopTest {

  private static final Duration LEASE = Duration.ofMinutes(30);
  private static final int HELD = 4;
  private static final int PLAIN = 30;

  @Test
  void a_worker_that_stops_hands_over_at_once_and_nothing_is_called_twice() {
    Tally total = new Tally();
    Proof.run(
        "GracefulStopTest",
        (name, seed) -> new Nodes(name, seed, LEASE),
        Proof.seed(),
        total,
        GracefulStopTest::play);
    System.out.println("Graceful stop: " + total);
    assertThat(total.repeats).as("calls that were made twice, of %s", total).isZero();
    assertThat(total.ofFormerOwners).as("calls of former owners, of %s", total).isZero();
    total.atLeast("completed runs", total.completed, HELD + PLAIN);
  }

  private static void play(Nodes nodes) {
    int stops = nodes.raise();
    int stays = nodes.raise();
    nodes.awaitReady(stops);
    nodes.awaitReady(stays);
    nodes.await(() -> nodes.heard.shardsOf(stays) > 0 && nodes.heard.shardsOf(stops) > 0);
    for (int i = 0; i < HELD; i++) {
      nodes.start(stops, nodes.keyOf(stops, "shop/held_createOrder-" + i + "-"));
    }
    nodes.await(() -> nodes.heard.underWay() == HELD);
    for (int i = 0; i < PLAIN; i++) {
      nodes.start(i % 2 == 0 ? stops : stays, "shop/plain-" + i);
    }
    nodes.await(() -> nodes.heard.underWay() > HELD);

    nodes.stop(stops);
    long shared = nodes.heard.shardsOf(stays);
    nodes.await(() -> nodes.heard.shardsOf(stays) > shared);
    // All but those runs go on that are in one shard with a call that is still under way.
    nodes.await(() -> nodes.heard.open().size() <= HELD + PLAIN / 2);
    assertThat(nodes.isAlive(stops)).as("it waits for its last calls").isTrue();
    assertThat(nodes.heard.underWay()).isGreaterThanOrEqualTo(HELD);

    nodes.release();
    nodes.await(() -> !nodes.isAlive(stops));
    nodes.await(() -> nodes.heard.open().isEmpty());
  }
}
