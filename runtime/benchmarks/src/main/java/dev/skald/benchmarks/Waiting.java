package dev.skald.benchmarks;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Shows what runs cost that wait: starts many on a SQLite file, each of which waits for a signal
 * (every other one for a month at the most), and prints the heap that is in use after a collection.
 * Then one of them gets its signal. To be run with a small heap, such as {@code -Xmx256m}.
 */
public final class Waiting {

  private static final int REPORTS = 10;

  private final JournalProvider journal;
  private final int runs;
  private final long began = System.nanoTime();

  Waiting(JournalProvider journal, int runs) {
    this.journal = journal;
    this.runs = runs;
  }

  /**
   * Runs it.
   *
   * @param args how many runs; a million by default
   * @throws Exception if the file cannot be made, or the main thread is interrupted
   */
  public static void main(String[] args) throws Exception {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    Path folder = Files.createTempDirectory("skald-waiting-");
    Path file = folder.resolve("sagas.db");
    new Waiting(SqliteJournal.at(file), runs).measure();
    System.out.printf("the file has %d MiB%n", Files.size(file) >> 20);
    for (String name : new String[] {"sagas.db", "sagas.db-wal", "sagas.db-shm", "sagas.db.lock"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  void measure() throws InterruptedException {
    try (SagaEngine engine = Skald.on(journal).open()) {
      Waiters waiters = new Waiters(engine);
      waiters.start(runs, this::reportStarted);
      report("all started", runs);
      signal(waiters.endless());
    }
  }

  /** Opens the journal again, and answers when all that wait are taken up. */
  void takeUpAgain() throws InterruptedException {
    long begin = System.nanoTime();
    Opened opened = new Opened(journal);
    try (SagaEngine engine = Skald.on(opened).open()) {
      new Waiters(engine);
      while (!opened.owns(Waiters.ENDLESS, Waiters.key(runs - 2))
          || !opened.owns(Waiters.MONTH, Waiters.key(runs - 1))) {
        Thread.sleep(20);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf("opened again: all taken up after %.1f s%n", seconds);
      report("after that", runs);
    }
  }

  private void reportStarted(int number) {
    if (number > 0 && number % Math.max(1, runs / REPORTS) == 0) {
      report("started", number);
    }
  }

  private void report(String what, int number) {
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    long used = jvm.totalMemory() - jvm.freeMemory();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%s: %d runs after %.0f s, %.1f MiB of %d MiB heap in use%n",
        what, number, seconds, used / 1048576.0, jvm.maxMemory() >> 20);
  }

  private static void signal(SagaClient<Integer, Integer> client) {
    SignalReceipt receipt = client.signal(Waiters.APPROVED, Waiters.key(0), "event", 42);
    Object outcome = client.handle(Waiters.key(0)).orElseThrow().await(Duration.ofMinutes(1));
    RunState other = client.find(Waiters.key(2)).orElseThrow().state();
    System.out.printf(
        "the first got its signal: %s, %s; the next is %s%n", receipt, outcome, other);
  }
}
