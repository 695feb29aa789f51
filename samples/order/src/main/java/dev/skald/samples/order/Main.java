package dev.skald.samples.order;

import dev.skald.samples.order.demo.Cluster;
import dev.skald.samples.order.demo.Demo;
import dev.skald.samples.order.demo.DemoException;
import dev.skald.samples.order.demo.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the demo. Ends with exit code 0 only if the services' books balance; else the folder with
 * journal, books and logs stays, and is named.
 */
public final class Main {

  private Main() {}

  /**
   * Plays the demo.
   *
   * @param args none
   * @throws IOException if the temporary folder cannot be made or removed
   * @throws InterruptedException if the thread was interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("skald-order-");
    if (play(folder)) {
      delete(folder);
    } else {
      System.out.println("FAILED. Journal, books and logs are kept in " + folder);
      System.exit(1);
    }
  }

  private static boolean play(Path folder) throws InterruptedException {
    try (Play play = start(folder)) {
      return play.play();
    } catch (DemoException e) {
      System.out.println(e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      return false;
    }
  }

  private static Play start(Path folder) throws IOException {
    String store = System.getProperty("store", "sqlite");
    return switch (store) {
      case "sqlite" -> Demo.start(folder);
      case "postgres" -> Cluster.start(folder);
      default ->
          throw new IllegalArgumentException(
              "-Dstore="
                  + store
                  + " is not known: say sqlite, or postgres for three orchestrators");
    };
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
