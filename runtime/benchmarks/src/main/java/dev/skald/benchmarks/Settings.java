package dev.skald.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to measure, and for how long.
 *
 * @param seconds the length of each window
 * @param warmUpSeconds the warm-up before each window
 * @param rounds how often each row is measured in each cell
 * @param callers numbers of callers
 * @param rows which rows
 * @param courses which courses
 * @param threads which kinds of callers' threads
 * @param out where the results and, meanwhile, the journals go
 */
record Settings(
    double seconds,
    double warmUpSeconds,
    int rounds,
    List<Integer> callers,
    Set<Row> rows,
    Set<Course> courses,
    Set<Callers> threads,
    Path out) {

  private static final String PREFIX = "skald.benchmark.";
  private static final String ALL = "all";

  /**
   * Reads the system properties {@code skald.benchmark.*}.
   *
   * @throws IllegalArgumentException if one has a value that it cannot have
   */
  static Settings fromSystemProperties() {
    return new Settings(
        Double.parseDouble(option("seconds", "3")),
        Double.parseDouble(option("warmup", "1")),
        Integer.parseInt(option("rounds", "3")),
        Stream.of(option("callers", "1,64,256").split(",")).map(Integer::valueOf).toList(),
        rowsThere(),
        choices("courses", Course.class),
        choices("threads", Callers.class),
        Path.of(option("out", "target/benchmarks")));
  }

  /** All means: but for peers that are not there. */
  private static Set<Row> rowsThere() {
    Set<Row> rows = choices("rows", Row.class);
    if (option("rows", ALL).equals(ALL)) {
      rows.removeIf(row -> row.isPeer() && Peer.of(row).isEmpty());
    }
    return rows;
  }

  static String option(String name, String otherwise) {
    return System.getProperty(PREFIX + name, otherwise);
  }

  static <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
    String wanted = option(name, ALL);
    if (wanted.equals(ALL)) {
      return EnumSet.allOf(type);
    }
    Set<E> chosen = EnumSet.noneOf(type);
    for (String one : wanted.split(",")) {
      chosen.add(Enum.valueOf(type, one.toUpperCase(Locale.ROOT)));
    }
    return chosen;
  }

  /** All cells, in the order in which they are measured. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Course course : courses) {
      for (int number : callers) {
        threads.stream()
            .filter(Callers::exist)
            .map(kind -> new Cell(course, number, kind))
            .forEach(cells::add);
      }
    }
    return cells;
  }
}
