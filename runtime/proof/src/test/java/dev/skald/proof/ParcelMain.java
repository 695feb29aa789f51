package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process that is killed: starts all orders anew and brings each its signal, as clients do that
 * do not know how far they had come, and tells how each ended.
 */
final class ParcelMain {

  private ParcelMain() {}

  /**
   * Runs until all orders are at their end and the standard input ends.
   *
   * @param args the journal file, and how many orders
   * @throws Exception if the input cannot be read
   */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    System.setOut(System.err);
    int orders = Integer.parseInt(args[1]);
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try (SagaEngine engine =
        Skald.on(SqliteJournal.at(Path.of(args[0])))
            .codec(new ProofCodec())
            .grace(Duration.ofSeconds(2))
            .open()) {
      Parcel saga = new Parcel(out);
      SagaClient<Job, Receipt> courier = engine.register(saga.courier(), saga);
      SagaClient<Job, Receipt> parcel = engine.register(saga.parcel(courier), saga);
      CountDownLatch open = new CountDownLatch(orders);
      for (int i = 0; i < orders; i++) {
        String order = "" + i;
        clients.execute(() -> order(parcel, order, out, open));
      }
      open.await();
      out.println("over");
      awaitEnd();
    }
    clients.shutdown();
  }

  private static void order(
      SagaClient<Job, Receipt> parcel, String order, PrintStream out, CountDownLatch open) {
    var run = parcel.start(order, new Job(order));
    out.println("started " + order);
    out.println(
        "signal "
            + order
            + " "
            + parcel.signal(Parcel.APPROVED, order, "approval", new Job("by-" + order)));
    run.outcome()
        .whenComplete(
            (outcome, thrown) -> {
              String how = thrown == null ? outcome.getClass().getSimpleName() : "" + thrown;
              out.println("end " + order + " " + how);
              open.countDown();
            });
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Whoever started this process ends its input.
    }
  }
}
