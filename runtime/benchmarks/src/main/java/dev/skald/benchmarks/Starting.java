package dev.skald.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Shows how long it takes from the start of a process to the end of its first run, with Guice and
 * without, and how much of that is the JVM's own. Each is a process of its own; they take turns.
 *
 * <pre>{@code
 * mvn -q -Pbenchmark -pl runtime/benchmarks -am package -Dskald.benchmark.main=dev.skald.benchmarks.Starting
 * }</pre>
 */
public final class Starting {

  /** What a process does before it says that it is done. */
  enum Way {
    NOTHING("a JVM that prints a line"),
    MEMORY("in memory, made by hand"),
    MEMORY_GUICE("in memory, with Guice"),
    SQLITE("SQLite, made by hand"),
    SQLITE_GUICE("SQLite, with Guice");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  private final int rounds;
  private final Path folder;
  private final Map<Way, double[]> millis = new EnumMap<>(Way.class);

  Starting(int rounds, Path folder) {
    this.rounds = rounds;
    this.folder = folder;
    for (Way way : Way.values()) {
      millis.put(way, new double[rounds]);
    }
  }

  /**
   * Measures.
   *
   * @param arguments how many rounds; 15 by default
   * @throws Exception if a process cannot be started or fails, or the thread is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("skald-starting-");
    System.out.println(Machine.here());
    System.out.printf("%d rounds after one to warm up; medians (min to max)%n", rounds);
    Map<Way, Spread> found = new Starting(rounds, folder).measure();
    Files.delete(folder);
    double base = found.get(Way.NOTHING).median();
    found.forEach(
        (way, spread) ->
            System.out.printf(
                "%-26s %5.0f ms (%.0f to %.0f), %.1f times the JVM alone%n",
                way.words, spread.median(), spread.min(), spread.max(), spread.median() / base));
  }

  /** The milliseconds of each way. */
  private Map<Way, Spread> measure() throws IOException, InterruptedException {
    for (int round = -1; round < rounds; round++) {
      for (Way way : Way.values()) {
        double took = start(way) / 1e6;
        if (round >= 0) {
          millis.get(way)[round] = took;
        }
      }
    }
    Map<Way, Spread> found = new EnumMap<>(Way.class);
    millis.forEach((way, figures) -> found.put(way, Spread.of(figures)));
    return found;
  }

  /** Lets one process start and end; answers the nanoseconds until it said that it is done. */
  long start(Way way) throws IOException, InterruptedException {
    Path file = folder.resolve("journal.db");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                FirstRun.class.getName(),
                way.name(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    long begin = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      long took = System.nanoTime() - begin;
      if (!FirstRun.DONE.equals(line) || process.waitFor() != 0) {
        throw new IllegalStateException(way.words + ": it said " + line);
      }
      return took;
    } finally {
      process.destroyForcibly();
      for (String end : List.of("", "-wal", "-shm", ".lock")) {
        Files.deleteIfExists(Path.of(file + end));
      }
    }
  }
}
