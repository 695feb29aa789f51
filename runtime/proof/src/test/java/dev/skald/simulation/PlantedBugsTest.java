package dev.skald.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Does the net catch fish: each planted bug is found within a fixed number of seeds. */
class PlantedBugsTest {

  private static final boolean LONG = Boolean.getBoolean("skald.long");
  private static final int BUDGET = LONG ? 4_000 : 400;
  private static final String ONLY = System.getProperty("skald.plant");
  private static final int ENOUGH = 20;
  private static final Path SOURCES = Path.of("..", "core", "src", "main", "java");

  @Test
  void thereAreEnough() {
    assertThat(Plants.ALL).hasSizeGreaterThanOrEqualTo(ENOUGH).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> eachIsFound() {
    return Plants.ALL.stream()
        .filter(plant -> ONLY == null || ONLY.equals(plant.name()))
        .map(plant -> DynamicTest.dynamicTest(plant.name(), () -> requireFound(plant)));
  }

  private static void requireFound(Plant plant) {
    LongFunction<@Nullable String> seeds = PlantedRuntime.with(plant, SOURCES);
    long begin = System.nanoTime();
    // A short build begins with the seed that found it last time.
    String verdict = LONG ? null : seeds.apply(plant.seed());
    long seed = plant.seed();
    for (long next = 1; verdict == null && next <= BUDGET; next++) {
      seed = next;
      verdict = seeds.apply(seed);
    }
    assertThat(verdict)
        .as("%s (%s) is found within %d seeds", plant.name(), plant.what(), BUDGET)
        .isNotNull();
    assertThat(Simulation.of(Scenario.of(seed)).verdict())
        .as("what seed %d shows without %s", seed, plant.name())
        .isNull();
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %s | %d | %.1f s | %s |%n",
        plant.name(),
        plant.what(),
        seed,
        (System.nanoTime() - begin) / 1e9,
        verdict == null ? "" : verdict.substring(0, verdict.indexOf(':')));
  }
}
