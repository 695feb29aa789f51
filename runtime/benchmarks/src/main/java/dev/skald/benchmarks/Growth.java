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
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows whether anything that grows costs more than its work: runs that wait, rows in the journal,
 * steps, steps side by side, bytes, and nodes.
 *
 * <pre>{@code
 * mvn -q -Pbenchmark -pl runtime/benchmarks -am package \
 *     -Dskald.benchmark.main=dev.skald.benchmarks.Growth -Dskald.benchmark.write=true
 * }</pre>
 *
 * <p>Prints a table for each curve and draws it, both into {@code
 * runtime/benchmarks/target/benchmarks/growth}, and with {@code write=true} also into {@code
 * docs/performance.md} and {@code docs/performance}. Ends with an error if any step, run or journal
 * record was not exactly as often as it must be.
 *
 * <p>Options, as {@code -Dskald.benchmark.NAME=VALUE}:
 *
 * <ul>
 *   <li>{@code curves}: of {@link Curve}: waiting, journal, steps, width, payload, nodes, elsewhere
 *       (all)
 *   <li>{@code stores}: of {@link Store}: memory, sqlite, postgres (all)
 *   <li>{@code size}: a share of the waiting runs and of the journal's rows (1)
 *   <li>{@code write}: whether the documentation gets the figures (false)
 *   <li>{@code seconds}, {@code warmup}, {@code rounds}, {@code heap}: as in {@link Benchmark}
 * </ul>
 */
public final class Growth {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private static final int CALLERS = 64;

  /** Rounds that are reported are counted from 1. */
  private static final int WARM_UP_ROUND = 0;

  private final Settings settings;
  private final double size;
  private final int callers;
  private final Station.Opener opener;
  private final Optional<GrowthPage> page;
  private final PrintStream print;
  private final JsonMapper json = JsonMapper.shared();

  /**
   * Prepares to measure.
   *
   * @param size a share of the sizes that take long to prepare
   * @param callers how many callers there are at each point
   * @param opener where stations are opened
   * @param page what gets the figures, if anything
   */
  Growth(
      Settings settings,
      double size,
      int callers,
      Station.Opener opener,
      Optional<GrowthPage> page,
      PrintStream print) {
    this.settings = settings;
    this.size = size;
    this.callers = callers;
    this.opener = opener;
    this.page = page;
    this.print = print;
  }

  /**
   * Measures.
   *
   * @param arguments none
   * @throws Exception if something was not done exactly as often as it must be, or failed
   */
  public static void main(String[] arguments) throws Exception {
    boolean write = Boolean.parseBoolean(Settings.option("write", "false"));
    Path docs = Path.of(Settings.option("docs", "docs"));
    Growth growth =
        new Growth(
            Settings.fromSystemProperties(),
            Double.parseDouble(Settings.option("size", "1")),
            CALLERS,
            StationProcess::open,
            write ? Optional.of(new GrowthPage(docs)) : Optional.empty(),
            System.out);
    growth.run(Settings.choices("curves", Curve.class), Settings.choices("stores", Store.class));
  }

  void run(Set<Curve> curves, Set<Store> stores) throws Exception {
    if (page.isPresent()) {
      page.get().requirePlaces(curves);
    }
    Machine machine = Machine.here();
    print.println(machine);
    print.println(settings);
    Path folder = Files.createDirectories(settings.out().resolve("growth"));
    Path results = folder.resolve("results-" + LocalDateTime.now().format(STAMP) + ".jsonl");
    append(results, machine);
    append(results, settings);
    for (Curve curve : curves) {
      List<Grown> grown = new ArrayList<>();
      for (Store store : curve.stores()) {
        if (stores.contains(store)) {
          grown.addAll(measure(curve, store, folder, results));
        }
      }
      if (!grown.isEmpty()) {
        publish(new GrowthReport(curve, grown), machine, folder);
      }
    }
  }

  private void publish(GrowthReport report, Machine machine, Path folder) throws Exception {
    List<String> table = new ArrayList<>(report.table());
    table.add("");
    table.add(report.conditions(machine, settings, callers));
    print.println();
    table.forEach(print::println);
    String drawing = report.plot().svg();
    Files.writeString(folder.resolve(report.curve().label() + ".svg"), drawing);
    if (page.isPresent()) {
      page.get().write(report.curve(), table, drawing);
    }
  }

  /** All points of one curve take turns, so that a noisy minute hits all of them. */
  private List<Grown> measure(Curve curve, Store store, Path folder, Path results)
      throws Exception {
    List<Grown> grown = new ArrayList<>();
    List<GrowthPoint> points = new ArrayList<>();
    try {
      for (int x : curve.points(size)) {
        Site site = Site.make(store, folder);
        long begin = System.nanoTime();
        points.add(GrowthPoint.open(curve, x, site, callers, settings, opener));
        print.printf(
            Locale.ROOT,
            "# %s, %s: %,d %s are ready after %.1f s%n",
            curve.label(),
            store.label(),
            x,
            curve.axis(),
            (System.nanoTime() - begin) / 1e9);
      }
      for (int round = WARM_UP_ROUND; round <= settings.rounds(); round++) {
        for (GrowthPoint point : points) {
          Grown one = point.measure(round);
          print.printf(
              Locale.ROOT,
              "# round %d, %s, %s, %,d: %,.0f runs/s%n",
              round,
              curve.label(),
              store.label(),
              one.x(),
              one.runsPerSecond());
          if (round > WARM_UP_ROUND) {
            append(results, one);
            grown.add(one);
          }
        }
      }
    } finally {
      points.forEach(GrowthPoint::close);
    }
    return grown;
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
