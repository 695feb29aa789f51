package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Workers that share a journal in PostgreSQL die at every point of a run of their own, several at a
 * time: before each commit and after it. One that survives them all takes their runs over when
 * their leases have lapsed.
 */
@Execution(ExecutionMode.CONCURRENT)
class NodesCrashPointsTest {

  private static final Duration LEASE = Duration.ofSeconds(1);

  /** How many workers die at a time. */
  private static final int WAVE = 8;

  @Test
  void a_run_that_turns_back_survives_a_crash_at_each_commit() {
    everyCommit("shop", "decline_chargePayment", 6);
  }

  @Test
  @EnabledIfSystemProperty(named = "skald.long", matches = "true")
  void other_runs_survive_a_crash_at_each_commit() {
    everyCommit("shop", "plain", 5);
    everyCommit("chain", "decline_eight", 16);
    everyCommit("trip", "plain", 4);
  }

  private static void everyCommit(String saga, String kind, int least) {
    Tally total = new Tally();
    Proof.run(
        "NodesCrashPointsTest",
        (name, seed) -> new Nodes(name, seed, LEASE),
        Proof.seed(),
        total,
        nodes -> {
          int survivor = nodes.raise();
          nodes.awaitReady(survivor);
          int points = 0;
          boolean allDied;
          do {
            allDied = wave(nodes, saga + "/" + kind, points);
            points += WAVE;
          } while (allDied);
          assertThat(nodes.isAlive(survivor)).isTrue();
          assertThat(nodes.heard.missing)
              .as("starts that left no trace")
              .anyMatch(run -> run.contains("-COMMITbefore0-"));
        });
    System.out.println("Crash of nodes at each COMMIT of " + saga + "/" + kind + ": " + total);
    total.atLeast("crash points", total.points, 2 * least);
    total.atLeast("adoptions", total.adoptions, 2 * least - 2);
    total.atLeast("repeats because of a kill", total.repeatsOfKills, least - 2);
  }

  /** Lets workers die at points from one on; false if one of them has come to the end instead. */
  private static boolean wave(Nodes nodes, String run, int from) {
    Map<Integer, String> victims = new LinkedHashMap<>();
    for (int i = from; i < from + WAVE; i++) {
      victims.put(nodes.raise(), "COMMIT " + (i % 2 == 0 ? "before " : "after ") + i / 2);
    }
    Map<Integer, String> runs = new LinkedHashMap<>();
    victims.forEach(
        (number, point) -> {
          nodes.awaitReady(number);
          String beginning = run + "-" + point.replace(" ", "") + "-";
          runs.put(number, nodes.keyOf(number, beginning));
        });
    victims.forEach(nodes::arm);
    runs.forEach(nodes::start);
    nodes.await(
        () ->
            runs.entrySet().stream().allMatch(its -> isOver(nodes, its.getKey(), its.getValue())));
    List<Integer> living = new ArrayList<>(runs.keySet());
    living.removeIf(number -> !nodes.isAlive(number));
    nodes.tally.points += WAVE - living.size();
    living.forEach(nodes::kill);
    nodes.await(() -> nodes.heard.open().isEmpty());
    return living.isEmpty();
  }

  private static boolean isOver(Nodes nodes, int number, String run) {
    return !nodes.isAlive(number) || nodes.heard.ended.containsKey(run);
  }
}
