package dev.skald.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Shows what becomes of the engine when there is much of everything, on SQLite and on PostgreSQL:
 *
 * <pre>{@code
 * mvn -q -Pbenchmark -pl runtime/benchmarks -am package \
 *     -Dskald.benchmark.main=dev.skald.benchmarks.Scale -Dskald.benchmark.heap=256m
 * }</pre>
 *
 * <p>Options, as {@code -Dskald.benchmark.NAME=VALUE}:
 *
 * <ul>
 *   <li>{@code parts}: of {@link Part}: waiting, adoption, journal (all)
 *   <li>{@code stores}: of {@link Shelf.Kind}: sqlite, postgres (all)
 *   <li>{@code size}: a share of a million waiting runs, 100,000 adopted ones, and ten million rows
 *       (1)
 *   <li>{@code seconds}, {@code warmup}, {@code rounds}, {@code heap}: as in {@link Benchmark}
 * </ul>
 */
public final class Scale {

  private static final int WAITING = 1_000_000;
  private static final int ADOPTED = 100_000;
  private static final int ROWS = 10_000_000;

  private final Settings settings;
  private final double size;
  private final PrintStream print;

  Scale(Settings settings, double size, PrintStream print) {
    this.settings = settings;
    this.size = size;
    this.print = print;
  }

  /** What is shown. */
  enum Part {
    /** Runs that wait: what they cost in memory, and how long a restart takes with them. */
    WAITING,
    /** Runs that a crash has left: how fast they go on, and how many of them at once. */
    ADOPTION,
    /** Throughput with a long journal and an empty one; how fast it is purged, and at what cost. */
    JOURNAL
  }

  /**
   * Shows it.
   *
   * @param arguments none
   * @throws Exception if something was not done exactly as often as it must be, or failed
   */
  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.fromSystemProperties();
    double size = Double.parseDouble(Settings.option("size", "1"));
    new Scale(settings, size, System.out)
        .run(Settings.choices("parts", Part.class), Settings.choices("stores", Shelf.Kind.class));
  }

  void run(Set<Part> parts, Set<Shelf.Kind> stores) throws Exception {
    print.println(Machine.here());
    Path folder = Files.createDirectories(settings.out().resolve("scale"));
    for (Shelf.Kind store : stores) {
      for (Part part : parts) {
        print.printf("%n%s, %s%n", lower(store), lower(part));
        show(part, store, folder);
      }
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private int sized(int number) {
    return (int) Math.max(10, number * size);
  }

  private void show(Part part, Shelf.Kind store, Path folder) throws Exception {
    switch (part) {
      case WAITING -> {
        try (Shelf shelf = store.open(folder)) {
          Waiting waiting = new Waiting(shelf.journal(), sized(WAITING));
          waiting.measure();
          waiting.takeUpAgain();
        }
      }
      case ADOPTION -> {
        try (Shelf shelf = store.open(folder)) {
          print.println(Adopting.measure(shelf.journal(), sized(ADOPTED)));
        }
      }
      case JOURNAL -> journal(store, folder);
    }
  }

  private void journal(Shelf.Kind store, Path folder) throws IOException, Exception {
    Filling filling = new Filling();
    int runs = sized(ROWS / filling.recordsOfARun());
    try (Shelf empty = store.open(folder);
        Shelf full = store.open(folder)) {
      long begin = System.nanoTime();
      filling.ended(full.journal(), runs);
      print.printf(
          Locale.ROOT,
          "filled with %,d runs, %,d rows in %.0f s%n",
          runs,
          runs * filling.recordsOfARun(),
          (System.nanoTime() - begin) / 1e9);
      LongJournal journal = new LongJournal(settings, empty.journal(), full.journal());
      journal.compare().forEach(print::println);
      journal.purge().forEach(print::println);
    }
  }
}
