package dev.skald.samples.order.services;

import dev.skald.samples.order.wire.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The services process: says on its standard output where the services are, and ends when its
 * standard input does, so that it never outlives whoever started it.
 */
public final class ServicesMain {

  private ServicesMain() {}

  /**
   * Serves until the standard input ends.
   *
   * @param args the folder of the services' databases
   * @throws IOException if a service cannot be started
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // Nothing but the addresses may come first.
    try (Shop shop = Shop.open(Path.of(args[0]))) {
      out.println(Json.write(shop.addresses()));
      while (System.in.read() >= 0) {
        // Whatever is sent means nothing; only the end does.
      }
    }
    // Held calls have their own threads, which must not keep the process.
    System.exit(0);
  }
}
