package dev.skald.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void drawsLinesWithWhiskersFromNothingOn() throws IOException {
    Plot plot =
        new Plot(
            "runs waiting",
            "runs/s against the first point",
            List.of(0, 10_000, 1_000_000),
            List.of(
                new Plot.Line("SQLite", List.of(one(), near(0.97), near(0.91))),
                new Plot.Line("PostgreSQL", List.of(one(), near(1.02), near(0.6)))));

    requireGolden("shares.svg", plot.svg());
  }

  @Test
  void drawsInFactorsWhatDiffersMuch() throws IOException {
    Plot plot =
        new Plot(
            "bytes",
            "MB/s",
            List.of(100, 10_000, 100_000),
            List.of(new Plot.Line("in memory", List.of(one(), near(34), near(210)))));

    requireGolden("factors.svg", plot.svg());
  }

  @Test
  void namesTheValuesOfAnAxis() {
    assertThat(Axis.ofValues(0.9, 1.2, 0, 100).ticks()).startsWith(0.0, 0.2).endsWith(1.2);
    assertThat(Axis.ofValues(0.9, 9, 0, 100).ticks()).startsWith(0.0, 2.0).endsWith(10.0);
    assertThat(Axis.ofValues(0.09, 1.2, 0, 100).ticks()).containsExactly(0.01, 0.1, 1.0, 10.0);
    assertThat(Axis.ofPoints(List.of(0, 10_000, 1_000_000), 0, 300).at(10_000))
        .isCloseTo(100, within(0.001));
  }

  private static Spread one() {
    return new Spread(1, 1, 1);
  }

  private static Spread near(double value) {
    return new Spread(value, value * 0.95, value * 1.08);
  }

  private static void requireGolden(String name, String svg) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("skald.golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, svg);
    }
    assertThat(file)
        .as("%s is what is drawn; to accept it run with -Dskald.golden.update=true", file)
        .content()
        .isEqualTo(svg);
  }
}
