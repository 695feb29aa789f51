package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SkaldException;
import dev.skald.runtime.engine.Inside;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.support.Orchestrator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that is killed: an engine on a journal. It does what the lines of its standard input
 * say, and tells what became true in lines of its standard output; {@code started} comes only after
 * {@code start} returned. It ends when its standard input does.
 */
final class WorkerMain {

  private final PrintStream out;
  private final CrashPoint crash;
  private final Ownership ownership;
  private final AtomicLong shiftMillis;
  private final Map<String, Orchestrator<Job, ?, ?>> sagas = new LinkedHashMap<>();

  /** Several starts at once, so that they share commits. */
  private final ExecutorService starters = Executors.newFixedThreadPool(4);

  private WorkerMain(
      PrintStream out, CrashPoint crash, Ownership ownership, AtomicLong shiftMillis) {
    this.out = out;
    this.crash = crash;
    this.ownership = ownership;
    this.shiftMillis = shiftMillis;
  }

  /**
   * Runs sagas until the standard input ends.
   *
   * @param args the journal, the witness's port, where to die, and how many milliseconds the clock
   *     is fast
   * @throws IOException if the standard input cannot be read
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    System.setOut(System.err);
    CrashPoint crash = new CrashPoint();
    crash.arm(args[2]);
    AtomicLong shift = new AtomicLong(args.length > 3 ? Long.parseLong(args[3]) : 0);
    Ownership ownership = new Ownership(out);
    SagaEngine engine =
        Skald.on(new CrashingJournal(ProofJournal.of(args[0]).provider(), crash, ownership))
            .codec(new ProofCodec())
            .environment(new ShiftedWorld(Inside.realWorld(), shift))
            .grace(Duration.ofMinutes(2))
            .open();
    try (engine) {
      WorkerMain worker = new WorkerMain(out, crash, ownership, shift);
      worker.register(engine, new Services(Integer.parseInt(args[1]), crash));
      worker.obey(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
    }
    System.exit(0);
  }

  private void register(SagaEngine engine, Services services) {
    sagas.put("shop", new ShopOrchestrator(engine, new Shop(services)));
    sagas.put("chain", new ChainOrchestrator(engine, new Chain(services)));
    sagas.put("trip", new TripOrchestrator(engine, new Trip(services)));
    out.println("ready");
  }

  private void obey(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] word = line.split(" ", 2);
      switch (word[0]) {
        case "arm" -> {
          crash.arm(word[1]);
          out.println("armed");
        }
        case "clock" -> {
          shiftMillis.set(Long.parseLong(word[1]));
          out.println("shifted");
        }
        case "mine" -> starters.execute(() -> tellKey(word[1]));
        case "start" -> starters.execute(() -> start(word[1]));
        case "watch" -> starters.execute(() -> watch(word[1]));
        default -> throw new IllegalArgumentException(line);
      }
    }
    starters.shutdown();
  }

  private void tellKey(String beginning) {
    String[] name = beginning.split("/");
    try {
      out.println("key " + beginning + " " + name[0] + "/" + ownership.key(name[0], name[1]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(String run) {
    String[] name = run.split("/");
    try {
      SagaHandle<?> handle = sagas.get(name[0]).start(name[1], new Job(name[1]));
      out.println("started " + run);
      tellEnd(run, handle);
    } catch (SkaldException e) {
      out.println("refused " + run + " " + e);
    }
  }

  private void watch(String run) {
    String[] name = run.split("/");
    try {
      Optional<? extends SagaHandle<?>> handle = sagas.get(name[0]).handle(name[1]);
      handle.ifPresentOrElse(there -> found(run, there), () -> out.println("missing " + run));
    } catch (SkaldException e) {
      out.println("unended " + run + " " + e);
    }
  }

  private void found(String run, SagaHandle<?> handle) {
    out.println("found " + run);
    tellEnd(run, handle);
  }

  private void tellEnd(String run, SagaHandle<?> handle) {
    handle
        .outcome()
        .whenComplete(
            (outcome, thrown) ->
                out.println(
                    thrown == null
                        ? "ended " + run + " " + word(outcome)
                        : "unended " + run + " " + thrown));
  }

  private static String word(SagaOutcome<?> outcome) {
    if (outcome instanceof SagaOutcome.Completed<?> completed) {
      return "COMPLETED " + completed.value();
    }
    return outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT) + " " + outcome;
  }
}
