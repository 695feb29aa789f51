package dev.skald.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.benchmarks.Station.Done;
import dev.skald.benchmarks.Station.Took;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {

  private static final double TINY = 0.02;
  private static final int CALLERS = 4;

  /** Nodes share their shards sooner, the shorter it is. */
  private static final Duration SHORT_LEASE = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @Test
  void putsEveryCurveInItsPlaceAndTouchesNothingElse() throws Exception {
    Set<Curve> curves = EnumSet.range(Curve.WAITING, Curve.PAYLOAD);
    Path page = page(curves);

    growth().run(EnumSet.of(Curve.WAITING, Curve.JOURNAL), EnumSet.of(Store.SQLITE));
    growth().run(EnumSet.range(Curve.STEPS, Curve.PAYLOAD), EnumSet.of(Store.MEMORY));

    String text = Files.readString(page);
    for (Curve curve : curves) {
      assertThat(text)
          .contains("Above " + curve.label() + ".", "Below " + curve.label() + ".")
          .contains("](performance/" + curve.label() + ".svg)", "| | " + curve.axis() + " |");
      assertThat(drawing(curve)).startsWith("<svg").contains(curve.axis(), curve.unit());
    }
    assertThat(text).contains("| SQLite | 1,000 |", "| in memory | 400 |");
  }

  @Test
  void sumsUpNodesThatStartRunsForEachOther() throws Exception {
    Site site = Site.make(Store.POSTGRES, folder);
    Station.Opener opener =
        spec -> EngineStation.open(spec, Database.at(spec.address()).leasedFor(SHORT_LEASE));

    try (GrowthPoint point =
        GrowthPoint.open(Curve.ELSEWHERE, 2, site, CALLERS, settings(), opener)) {
      assertThat(point.measure(1).runs()).isPositive();
    }
  }

  @Test
  void measuresInAProcessOfItsOwn() throws Exception {
    try (GrowthPoint point = open(StationProcess::open)) {
      assertThat(point.measure(1).runs()).isPositive();
      assertThat(point.measure(2).runsPerSecond()).isPositive();
    }
  }

  /** A test of the test: figures of an engine that does less than it must are refused. */
  @Test
  void isRedWhenOneEffectIsMissing() throws Exception {
    try (GrowthPoint point = open(spec -> new Forgetful(EngineStation.open(spec)))) {
      assertThatThrownBy(() -> point.measure(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("[step0, step1, step2, step3] took place");
    }
  }

  @Test
  void writesTheSameFiguresTwiceWithoutATrace() throws Exception {
    Path page = page(EnumSet.of(Curve.STEPS, Curve.WIDTH));
    GrowthPage writer = new GrowthPage(folder);

    writer.write(Curve.STEPS, List.of("| older |"), "<svg/>");
    writer.write(Curve.STEPS, List.of("| one |", "| two |"), "<svg/>");
    String once = Files.readString(page);
    writer.write(Curve.STEPS, List.of("| one |", "| two |"), "<svg/>");

    assertThat(page).content().isEqualTo(once).contains("| one |\n| two |\n");
    assertThat(once).doesNotContain("older");
  }

  @Test
  void refusesAPageWithoutAPlaceBeforeItMeasures() throws Exception {
    Path page = page(EnumSet.of(Curve.STEPS));
    String before = Files.readString(page);

    assertThatThrownBy(
            () -> growth().run(EnumSet.of(Curve.STEPS, Curve.WIDTH), EnumSet.of(Store.MEMORY)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("<!-- measured: width -->");
    assertThat(page).content().isEqualTo(before);
  }

  private Growth growth() {
    return new Growth(
        settings(),
        0.0001,
        CALLERS,
        EngineStation::open,
        Optional.of(new GrowthPage(folder)),
        new PrintStream(OutputStream.nullOutputStream()));
  }

  private Settings settings() {
    return new Settings(
        TINY,
        TINY,
        1,
        List.of(CALLERS),
        EnumSet.noneOf(Row.class),
        EnumSet.noneOf(Course.class),
        EnumSet.noneOf(Callers.class),
        folder.resolve("out"));
  }

  private GrowthPoint open(Station.Opener opener) throws Exception {
    Site site = Site.make(Store.MEMORY, folder);
    return GrowthPoint.open(Curve.STEPS, 4, site, CALLERS, settings(), opener);
  }

  private Path page(Set<Curve> curves) throws IOException {
    String text =
        curves.stream()
            .map(Curve::label)
            .map(
                name ->
                    "Above %1$s.\n\n<!-- measured: %1$s -->\n<!-- end of %1$s -->\n\nBelow %1$s.\n"
                        .formatted(name))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("performance.md"), text);
  }

  private String drawing(Curve curve) throws IOException {
    return Files.readString(folder.resolve("performance").resolve(curve.label() + ".svg"));
  }

  /**
   * Tells one effect too few.
   *
   * @param station the one that counted
   */
  private record Forgetful(EngineStation station) implements Station {

    @Override
    public void begin() {
      station.begin();
    }

    @Override
    public Took end() throws Exception {
      return station.end();
    }

    @Override
    public Done done() {
      Done done = station.done();
      done.effects()[2]--;
      return done;
    }

    @Override
    public void close() {
      station.close();
    }
  }
}
