package dev.skald.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One journal file, one witness, and one worker after the other. Used by one thread, which handles
 * what the children say while it waits.
 */
final class Stage {

  private static final long PATIENCE_SECONDS = 60;

  final Path folder;
  final Script script;
  final Heard heard = new Heard();
  final Tally tally = new Tally();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Child witness;
  private Child worker;
  private int life;
  private boolean up;

  Stage(String name, long seed) {
    try {
      this.folder = Files.createTempDirectory("skald-proof-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.script = new Script(seed);
    String log = folder.resolve("witness.log").toString();
    this.witness =
        Child.start(
            WitnessMain.class, errors("witness"), line -> lines.add("0 " + line), log, "" + seed);
    await(() -> !heard.port.isEmpty());
  }

  Path journal() {
    return folder.resolve("sagas.db");
  }

  private Path errors(String name) {
    return folder.resolve(name + ".err");
  }

  /** Starts a worker, which takes up what the last one left. */
  void raise(String crashPoint) {
    if (up) {
      throw new IllegalStateException("The last worker still lives");
    }
    life++;
    String mine = life + " ";
    up = true;
    worker =
        Child.start(
            WorkerMain.class,
            errors("worker"),
            line -> lines.add(mine + line),
            journal().toString(),
            heard.port,
            crashPoint);
    tally.lives++;
    heard.open().forEach(run -> worker.send("watch " + run));
  }

  void start(String run) {
    heard.asked.add(run);
    worker.send("start " + run);
  }

  /** Handles what the children say until something is true. */
  void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (!next(end - System.nanoTime())) {
        throw new AssertionError(
            "What is awaited does not come, in life " + life + "; not ended: " + heard.open());
      }
    }
  }

  /** Handles what the children say until one says this word. */
  void awaitWord(String word) {
    heard.last = "";
    await(() -> heard.last.equals(word));
  }

  /** Handles one line; false if none comes in time. */
  private boolean next(long nanos) {
    try {
      String line = lines.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      if (line != null) {
        String[] from = line.split(" ", 2);
        handle(Integer.parseInt(from[0]), from[1]);
      }
      return line != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void handle(int whose, String line) {
    if (line.equals(Child.EOF)) {
      up &= whose != life;
      return;
    }
    String[] word = line.split(" ", 3);
    heard.take(word);
    if (word[0].equals("missing")) {
      worker.send("start " + word[1]);
    }
  }

  /** Lets the worker, another one if need be, bring all runs to their end. */
  void calmDown() {
    if (!up) {
      raise("NOWHERE");
    }
    await(() -> heard.open().isEmpty());
  }

  /** Sets a place where the worker is to die. */
  void arm(String crashPoint) {
    worker.send("arm " + crashPoint);
    awaitWord("armed");
  }

  /** Waits; true if the worker dies before the run has ended. */
  boolean diesBeforeTheEndOf(String run) {
    await(() -> !up || heard.ended.containsKey(run));
    if (up) {
      return false;
    }
    worker.kill();
    tally.points++;
    return true;
  }

  /** Kills the worker; whether that hit it alive and with runs under way is counted. */
  void kill() {
    if (worker.isAlive() && heard.inFlight() > 0) {
      tally.kills++;
    }
    worker.kill();
    await(() -> !up);
  }

  /** Ends trouble, lets all runs come to their end, ends all children, and looks at everything. */
  void settle() {
    witness.send("calm");
    awaitWord("calm");
    if (up) {
      arm("NOWHERE");
    }
    calmDown();
    if (worker.end() != 0) {
      throw new AssertionError("The last worker failed, see " + errors("worker"));
    }
    witness.end();
    Evidence evidence = Evidence.gather(this);
    tally.acknowledged = heard.acknowledged;
    tally.add(evidence);
    new Audit(evidence).check();
  }

  /** Removes what the test left on the disk. */
  void clean() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all children by force, after a failure. */
  void abort() {
    if (worker != null) {
      worker.kill();
    }
    witness.kill();
  }
}
