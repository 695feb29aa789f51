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
 * time: before each commit or after it. One that survives them all takes their runs over when their
 * leases have lapsed.
 */
@Execution(ExecutionMode.CONCURRENT)
class NodesCrashPointsTest {

  private static final Duration LEASE = Duration.ofSeconds(1);

  /** How many workers die at a time. */
  private static final int WAVE = 9;

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

  /** On one side of each commit, which is another one with another seed. */
  private static void everyCommit(String saga, String kind, int least) {
    Tally total = new Tally();
    long seed = Proof.seed();
    String side = seed % 2 == 0 ? "before" : "after";
    Proof.run(
        "NodesCrashPointsTest",
        (name, s) -> new Nodes(name, s, LEASE),
        seed,
        total,
        nodes -> {
          int survivor = nodes.raise();
          nodes.awaitReady(survivor);
          int points = 0;
          while (wave(nodes, saga + "/" + kind, side, points)) {
            points += WAVE;
          }
          assertThat(nodes.isAlive(survivor)).isTrue();
          String first = "-" + side + "0-";
          assertThat(nodes.heard.missing.stream().anyMatch(run -> run.contains(first)))
              .as("a start that left no trace, of %s", nodes.heard.missing)
              .isEqualTo(side.equals("before"));
        });
    System.out.println(
        "Crash of nodes " + side + " each COMMIT of " + saga + "/" + kind + ": " + total);
    total.atLeast("crash points", total.points, least);
    total.atLeast("adoptions", total.adoptions, least - 1);
    if (side.equals("before")) {
      total.atLeast("repeats because of a kill", total.repeatsOfKills, least / 2 - 1);
    }
  }

  /** Lets workers die at points from one on; false if one of them has come to the end instead. */
  private static boolean wave(Nodes nodes, String run, String side, int from) {
    Map<Integer, String> victims = new LinkedHashMap<>();
    for (int i = from; i < from + WAVE; i++) {
      victims.put(nodes.raise(), "COMMIT " + side + " " + i);
    }
    Map<Integer, String> runs = new LinkedHashMap<>();
    victims.forEach(
        (number, point) -> {
          nodes.awaitReady(number);
          String beginning = run + "-" + point.substring("COMMIT ".length()).replace(" ", "") + "-";
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
