package dev.skald.benchmarks;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows what runs cost that wait: starts many on a SQLite file, each of which waits for a signal
 * (every other one for a month at the most), and prints the heap that is in use after a collection.
 * Then one of them gets its signal. To be run with a small heap, such as {@code -Xmx256m}.
 */
public final class Waiting {

  private static final InputRef<Integer> INPUT = InputRef.of(Integer.class);
  private static final StepRef<Integer> APPROVE = StepRef.of(0, "approve", Integer.class);
  private static final SignalRef<Integer> APPROVED =
      SignalRef.of(APPROVE, "approved", Integer.class);

  private static final int STARTERS = 256;
  private static final int REPORTS = 10;

  private final JournalProvider journal;
  private final int runs;
  private final AtomicInteger next = new AtomicInteger();
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
      SagaClient<Integer, Integer> endless = engine.register(plan("endless", false), this);
      SagaClient<Integer, Integer> month = engine.register(plan("month", true), this);
      startAll(endless, month);
      report("all started", runs);
      signal(endless);
    }
  }

  /** Opens the journal again, and answers when all that wait are taken up. */
  void takeUpAgain() throws InterruptedException {
    long begin = System.nanoTime();
    Opened opened = new Opened(journal);
    try (SagaEngine engine = Skald.on(opened).open()) {
      engine.register(plan("endless", false), this);
      engine.register(plan("month", true), this);
      while (!opened.owns("endless", key(runs - 2)) || !opened.owns("month", key(runs - 1))) {
        Thread.sleep(20);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf("opened again: all taken up after %.1f s%n", seconds);
      report("after that", runs);
    }
  }

  private static String key(int number) {
    return "run-" + number;
  }

  private static SagaPlan<Waiting> plan(String saga, boolean limited) {
    StepSpec<Waiting> approve =
        StepSpec.<Waiting>of(APPROVE, (w, call) -> call.optionalSignal(APPROVED).orElse(0))
            .readOnly();
    return SagaSpec.<Waiting>of(saga, 1, INPUT)
        .step(
            limited
                ? approve.signalOrEmpty(APPROVED, Duration.ofDays(30))
                : approve.signal(APPROVED))
        .plan();
  }

  private void startAll(SagaClient<Integer, Integer> endless, SagaClient<Integer, Integer> month)
      throws InterruptedException {
    Thread[] starters = new Thread[STARTERS];
    for (int i = 0; i < STARTERS; i++) {
      starters[i] = new Thread(() -> start(endless, month), "starter-" + i);
      starters[i].start();
    }
    for (Thread starter : starters) {
      starter.join();
    }
  }

  private void start(SagaClient<Integer, Integer> endless, SagaClient<Integer, Integer> month) {
    for (int i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
      (i % 2 == 0 ? endless : month).start(key(i), i);
      if (i > 0 && i % Math.max(1, runs / REPORTS) == 0) {
        report("started", i);
      }
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
    SignalReceipt receipt = client.signal(APPROVED, key(0), "event", 42);
    Object outcome = client.handle(key(0)).orElseThrow().await(Duration.ofMinutes(1));
    RunState other = client.find(key(2)).orElseThrow().state();
    System.out.printf(
        "the first got its signal: %s, %s; the next is %s%n", receipt, outcome, other);
  }
}
