package dev.skald.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.simulation.Fault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole cluster under all kinds of trouble, from seeds. A failure is made smaller, and printed
 * with the command that replays it.
 */
class SimulatorTest {

  private static final Long ASKED = Long.getLong("skald.seed");
  private static final boolean LONG = Boolean.getBoolean("skald.long");
  private static final int SEEDS = LONG ? 4_000 : 250;
  private static final int MIN_RUNS = 10;
  private static final int MIN_CALLS = 40;
  private static final int MIN_ANSWERS = 20;

  @Test
  void noRuleIsBroken() {
    Tally tally = new Tally();
    for (long seed : seeds()) {
      Scenario scenario = Scenario.of(seed);
      Simulation.Outcome outcome = Simulation.of(scenario);
      if (outcome.verdict() != null) {
        throw new AssertionError(Report.of(scenario, outcome.verdict()));
      }
      tally.add(outcome);
    }
    System.out.println("Simulated: " + tally);
    if (ASKED == null) {
      tally.requireEnough();
    }
  }

  /** The first ones always, so that a build that was green stays so; a long one looks elsewhere. */
  private static List<Long> seeds() {
    if (ASKED != null) {
      return List.of(ASKED);
    }
    long first = LONG ? System.nanoTime() & 0x7FFF_FFFF : 1;
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      seeds.add(first + i);
    }
    return seeds;
  }

  @Test
  void seedsThatOnceBrokeARuleAreRunForEver() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("kept-seeds.txt")) {
      assertThat(in).isNotNull();
      String text = new String(in.readAllBytes(), UTF_8);
      List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
      assertThat(lines).isNotEmpty();
      for (String line : lines) {
        Scenario scenario = Scenario.of(Long.parseLong(line.substring(0, line.indexOf(' '))));
        String verdict = Simulation.of(scenario).verdict();
        if (verdict != null) {
          throw new AssertionError(line + "\n" + Report.of(scenario, verdict));
        }
      }
    }
  }

  @Test
  void aSeedMeansTheSameEachTimeAndInEachProcess() throws IOException {
    String here = Hashes.all();
    assertThat(Hashes.all()).isEqualTo(here);
    java.lang.Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dskald.proof.log=OFF",
                Hashes.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = other.getInputStream()) {
      assertThat(new String(out.readAllBytes(), UTF_8)).isEqualTo(here);
    } finally {
      other.destroyForcibly();
    }
  }

  /** What a batch has done. One that has done too little proves nothing. */
  private static final class Tally {
    private final Map<Kind, Integer> fired = new EnumMap<>(Kind.class);
    private int seeds;
    private long millis;
    private long events;
    private long runs;
    private long calls;
    private long answers;

    void add(Simulation.Outcome outcome) {
      seeds++;
      millis += outcome.millis();
      events += outcome.events();
      runs += outcome.runs();
      calls += outcome.calls();
      answers += outcome.answers();
      outcome.fired().forEach((kind, count) -> fired.merge(kind, count, Integer::sum));
    }

    void requireEnough() {
      assertThat(fired)
          .as("Every kind of fault has done something")
          .containsOnlyKeys(Kind.values());
      assertThat(runs).as("runs").isGreaterThan((long) MIN_RUNS * seeds);
      assertThat(calls).as("calls").isGreaterThan((long) MIN_CALLS * seeds);
      assertThat(answers).as("answers").isGreaterThan((long) MIN_ANSWERS * seeds);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d seeds, %.1f hours, %d events, %d runs, %d calls, %d answers to clients; faults %s",
          seeds,
          millis / 3.6e6,
          events,
          runs,
          calls,
          answers,
          fired);
    }
  }
}
