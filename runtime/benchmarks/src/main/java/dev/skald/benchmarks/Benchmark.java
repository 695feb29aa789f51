package dev.skald.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the order saga on the engine and its stores, beside what the machine allows:
 *
 * <pre>{@code
 * mvn -q -Pbenchmark -pl runtime/benchmarks -am package
 * }</pre>
 *
 * <p>Prints a table and writes {@code runtime/benchmarks/target/benchmarks/results-*.jsonl}. Ends
 * with an error if any step, undo, run or journal record was not exactly as often as it must be.
 *
 * <p>Options, as {@code -Dskald.benchmark.NAME=VALUE}:
 *
 * <ul>
 *   <li>{@code seconds}: the length of each window (3)
 *   <li>{@code warmup}: seconds of warm-up before each window (1)
 *   <li>{@code rounds}: how often everything is measured; rows take turns within a round (3). One
 *       more round before these warms the JVM up and is not reported
 *   <li>{@code callers}: numbers of callers (1,64,256)
 *   <li>{@code rows}: of {@link Row}: straight, memory, sqlite, bare, raw (all)
 *   <li>{@code courses}: of {@link Course}: happy, rejected (all)
 *   <li>{@code threads}: of {@link Callers}: platform, virtual where the JVM has them (all)
 *   <li>{@code heap}: the heap of the measuring JVM (4g)
 * </ul>
 *
 * <p>The JVM is the one that Maven runs on. More options for it go into the environment variable
 * {@code JDK_JAVA_OPTIONS}.
 */
public final class Benchmark {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** Rounds that are reported are counted from 1. */
  private static final int WARM_UP_ROUND = 0;

  private final Settings settings;
  private final PrintStream print;
  private final JsonMapper json = JsonMapper.shared();
  private final List<Measured> results = new ArrayList<>();

  Benchmark(Settings settings, PrintStream print) {
    this.settings = settings;
    this.print = print;
  }

  /**
   * Measures.
   *
   * @param arguments none
   * @throws Exception if something was not done exactly as often as it must be, or failed
   */
  public static void main(String[] arguments) throws Exception {
    new Benchmark(Settings.fromSystemProperties(), System.out).run();
  }

  /**
   * Measures everything.
   *
   * @return where the results are
   */
  Path run() throws Exception {
    Files.createDirectories(settings.out());
    String name = "results-" + LocalDateTime.now().format(STAMP) + ".jsonl";
    Path file = settings.out().resolve(name);
    Machine machine = Machine.here();
    print.println(machine);
    print.println(settings);
    append(file, machine);
    append(file, settings);
    Laboratory laboratory =
        new Laboratory(
            Services::new,
            settings.out().resolve("journals"),
            settings.warmUpSeconds(),
            settings.seconds());
    for (int round = WARM_UP_ROUND; round <= settings.rounds(); round++) {
      round(round, laboratory, file);
    }
    Report report = new Report(results);
    report.table(settings.cells()).forEach(print::println);
    print.println();
    print.println(
        "rows against each other, medians of the rounds (min to max); CPU is that of one saga");
    report.ratios(settings.cells()).forEach(print::println);
    print.println();
    print.println("results are in " + file);
    return file;
  }

  private void round(int round, Laboratory laboratory, Path file) throws Exception {
    for (Cell cell : settings.cells()) {
      for (Row row : settings.rows()) {
        Measured measured = laboratory.measure(round, row, cell);
        if (round > WARM_UP_ROUND) {
          results.add(measured);
          append(file, measured);
        }
        print.printf(
            Locale.ROOT,
            "# round %d, %s, %s: %,.0f sagas/s%n",
            round,
            cell,
            row.label(),
            measured.perSecond());
      }
    }
  }

  private void append(Path file, Object line) throws Exception {
    Files.writeString(
        file,
        json.writeValueAsString(line) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
