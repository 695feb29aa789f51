package dev.skald.samples.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the mains have in common; nothing here is needed to use Skald. */
final class Story {

  /** Far longer than any of these runs takes: who waits longer has found a defect. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int GLANCE_MILLIS = 5;

  private Story() {}

  static void tell(String line) {
    System.out.println(line);
  }

  /** Waits for what another thread does; a program that need not be watched has no use for it. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("It did not happen within " + PATIENCE);
      }
      try {
        Thread.sleep(GLANCE_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Something that needs a folder for a while. */
  interface Act {
    void in(Path folder) throws Exception;
  }

  /** Plays in a temporary folder, and removes it. */
  static void inFolder(Act act) throws Exception {
    Path folder = Files.createTempDirectory("skald-features-");
    try {
      act.in(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
