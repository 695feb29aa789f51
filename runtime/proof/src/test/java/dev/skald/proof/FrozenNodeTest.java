package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A worker stands still for more than three leases in the middle of hundreds of calls; meanwhile
 * another one takes its runs over. Then it goes on, and all its calls are answered at once.
 */
@Execution(ExecutionMode.CONCURRENT)
class FrozenNodeTest {

  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final long FROZEN_NANOS = LEASE.multipliedBy(3).plusMillis(200).toNanos();
  private static final int RUNS = Proof.isLong() ? 1_000 : 240;
  private static final int UNDER_WAY = 200;

  @Test
  void a_worker_that_was_frozen_in_hundreds_of_calls_does_no_harm() {
    Tally total = new Tally();
    Proof.run(
        "FrozenNodeTest",
        (name, seed) -> new Nodes(name, seed, LEASE),
        Proof.seed(),
        total,
        FrozenNodeTest::play);
    System.out.println("Frozen in the middle: " + total);
    total.atLeast("freezes", total.freezes, 1);
    total.atLeast("repeats because of the freeze", total.repeatsOfKills, UNDER_WAY / 2);
    total.atLeast("adoptions", total.adoptions, UNDER_WAY);
  }

  private static void play(Nodes nodes) {
    int frozen = nodes.raise();
    nodes.awaitReady(frozen);
    for (int i = 0; i < RUNS; i++) {
      nodes.start(frozen, "shop/held_createOrder-" + i);
    }
    nodes.await(() -> nodes.heard.underWay() >= UNDER_WAY);
    nodes.freeze(frozen);
    long frozenAt = System.nanoTime();
    nodes.raise();
    nodes.await(
        () -> System.nanoTime() - frozenAt > FROZEN_NANOS && nodes.heard.ended.size() > RUNS / 4);

    nodes.release();
    int epochs = nodes.heard.owned.size();
    nodes.thaw(frozen);
    nodes.await(() -> nodes.heard.owned.size() > epochs);
    assertThat(nodes.awake()).as("it goes on, as a new node").contains(frozen);
  }
}
