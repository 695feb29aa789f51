package dev.skald.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.benchmarks.Services.Effect;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchmarkTest {

  private static final double TINY = 0.02;

  @TempDir private Path folder;

  @Test
  void measuresEveryRowInEveryCell() throws Exception {
    Settings settings =
        new Settings(
            TINY,
            TINY,
            1,
            List.of(1, 4),
            EnumSet.range(Row.STRAIGHT, Row.RAW),
            EnumSet.allOf(Course.class),
            EnumSet.allOf(Callers.class),
            folder);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Path file =
        new Benchmark(settings, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    int measurements = settings.cells().size() * settings.rows().size();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2 + measurements);
    assertThat(lines.get(0)).contains("\"cores\"", "\"jvm\"");
    assertThat(lines.get(1)).contains("\"seconds\"", "\"callers\"");
    assertThat(lines.subList(2, lines.size()))
        .allSatisfy(line -> assertThat(line).contains("\"round\":1", "\"recordsPerCommit\""));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("happy, 1 platform caller", "rejected, 4 platform callers", "sqlite / raw");
  }

  /** In one cell: a server is started for it. */
  @Test
  void measuresTheRowsOnAServer() throws Exception {
    EnumSet<Row> rows = EnumSet.of(Row.POSTGRES, Row.PGBARE, Row.PGHAND);
    Settings settings =
        new Settings(
            TINY,
            TINY,
            1,
            List.of(4),
            rows,
            EnumSet.of(Course.REJECTED),
            EnumSet.of(Callers.PLATFORM),
            folder);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Path file =
        new Benchmark(settings, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    assertThat(Files.readAllLines(file))
        .hasSize(2 + rows.size())
        .element(2)
        .asString()
        .contains("\"databaseCpuMicros\"");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("postgres / pgbare", "postgres / pghand", "database's CPU");
  }

  @Test
  void showsWhatBecomesOfMuch() throws Exception {
    Settings settings =
        new Settings(
            TINY,
            TINY,
            1,
            List.of(4),
            EnumSet.noneOf(Row.class),
            EnumSet.noneOf(Course.class),
            EnumSet.noneOf(Callers.class),
            folder);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Scale(settings, 0.001, new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(EnumSet.of(Scale.Part.ADOPTION, Scale.Part.JOURNAL), EnumSet.of(Shelf.Kind.SQLITE));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("100 runs went on to their end", "long / empty", "purging alone");
  }

  /** A test of the test: figures of an engine that does less than it must are refused. */
  static Set<Row> rowsWithSagas() {
    Set<Row> rows = EnumSet.complementOf(EnumSet.of(Row.RAW));
    rows.removeIf(Row::isPeer);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rowsWithSagas")
  void isRedWhenOneEffectIsMissing(Row row) {
    Laboratory laboratory = new Laboratory(dropping(Effect.REFUND), folder, TINY, TINY);
    Cell cell = new Cell(Course.REJECTED, 4, Callers.PLATFORM);

    assertThatThrownBy(() -> laboratory.measure(1, row, cell))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("took place");
  }

  @ParameterizedTest
  @MethodSource("rowsWithSagas")
  void isRedWhenOneEffectTookPlaceTwice(Row row) {
    Laboratory laboratory = new Laboratory(doubling(Effect.CHARGE), folder, TINY, TINY);
    Cell cell = new Cell(Course.HAPPY, 4, Callers.PLATFORM);

    assertThatThrownBy(() -> laboratory.measure(1, row, cell))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("took place");
  }

  @Test
  void isRedWhenTheJournalHasOneRecordTooFew() {
    Services services = new Services();
    List<Effect> happy = List.of(Effect.CREATE, Effect.RESERVE, Effect.CHARGE, Effect.SHIP);
    happy.forEach(services::count);

    Books exact = new Books(services, journaling(5), Course.HAPPY);
    Books lacking = new Books(services, journaling(4), Course.HAPPY);

    exact.balance(1);
    assertThatThrownBy(() -> lacking.balance(1)).hasMessageContaining("records=4");
  }

  private static Supplier<Services> dropping(Effect dropped) {
    AtomicBoolean done = new AtomicBoolean();
    return () ->
        new Services() {
          @Override
          void count(Effect effect) {
            if (effect != dropped || done.getAndSet(true)) {
              super.count(effect);
            }
          }
        };
  }

  private static Supplier<Services> doubling(Effect doubled) {
    AtomicBoolean done = new AtomicBoolean();
    return () ->
        new Services() {
          @Override
          void count(Effect effect) {
            super.count(effect);
            if (effect == doubled && !done.getAndSet(true)) {
              super.count(effect);
            }
          }
        };
  }

  /** One run that came to its end, with so many records. */
  private static Subject journaling(int records) {
    return new Subject() {
      @Override
      public boolean run(NewOrder order) {
        return true;
      }

      @Override
      public Optional<Journaled> journaled() {
        return Optional.of(new Journaled(1, 1, records, records));
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void measuresTheStartOfAProcess() throws Exception {
    assertThat(new Starting(1, folder).start(Starting.Way.SQLITE_GUICE)).isPositive();
  }
}
