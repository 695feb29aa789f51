package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The clocks of workers that share a journal are wrong by minutes, and jump while runs are under
 * way. No shard changes hands because of that; when a worker is killed, its shards do, whatever the
 * clocks of the others say.
 */
@Execution(ExecutionMode.CONCURRENT)
class ClocksTest {

  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final int MOST_MILLIS = 600_000;
  private static final int JUMPS = Proof.isLong() ? 100 : 12;
  private static final int EVENTS = 15;
  private static final int UNDER_WAY = 15;

  @Test
  void leases_are_kept_by_the_clock_of_the_database_alone() {
    Tally total = new Tally();
    long seed = Proof.seed();
    Proof.run(
        "ClocksTest",
        (name, s) -> new Nodes(name, s, LEASE),
        seed,
        total,
        nodes -> play(nodes, new SplittableRandom(seed)));
    System.out.println("Wrong clocks: " + total);
    total.atLeast("kills", total.kills, 1);
    total.atLeast("runs", total.runs, 40);
  }

  private static void play(Nodes nodes, SplittableRandom random) {
    List<Integer> workers =
        Stream.of(-MOST_MILLIS, 0, MOST_MILLIS).map(nodes::raise).collect(Collectors.toList());
    nodes.await(() -> workers.stream().allMatch(number -> nodes.heard.shardsOf(number) >= 64 / 3));
    int owned = nodes.heard.owned.size();
    for (int jump = 0; jump < JUMPS; jump++) {
      int number = workers.get(random.nextInt(workers.size()));
      nodes.shift(number, random.nextInt(-MOST_MILLIS, MOST_MILLIS + 1));
      keepBusy(nodes, workers, random);
    }
    assertThat(nodes.heard.owned).as("shards changed hands").hasSize(owned);

    nodes.kill(workers.remove(random.nextInt(workers.size())));
    nodes.await(() -> workers.stream().allMatch(number -> nodes.heard.shardsOf(number) >= 64 / 2));
  }

  private static void keepBusy(Nodes nodes, List<Integer> workers, SplittableRandom random) {
    int moment = nodes.heard.events + EVENTS;
    while (nodes.heard.events < moment) {
      int number = nodes.heard.asked.size();
      if (nodes.heard.open().size() < UNDER_WAY) {
        String kind = random.nextInt(3) == 0 ? "shop/decline_chargePayment-" : "chain/plain-";
        nodes.start(workers.get(number % workers.size()), kind + number);
      } else {
        nodes.await(() -> nodes.heard.open().size() < UNDER_WAY);
      }
    }
  }
}
