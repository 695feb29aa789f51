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
 * One journal, one witness, and workers. Used by one thread, which handles what the children say
 * while it waits.
 */
abstract class Scene {

  private static final long PATIENCE_SECONDS = 60;

  /** After which it is looked again whether something is true that no line tells. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Whose lines are the witness's. */
  private static final int WITNESS = 0;

  final Path folder;
  final Script script;
  final Heard heard = new Heard();
  final Tally tally = new Tally();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Child witness;

  Scene(String name, long seed) {
    try {
      this.folder = Files.createTempDirectory("skald-proof-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.script = new Script(seed);
    String log = folder.resolve("witness.log").toString();
    this.witness =
        Child.start(
            WitnessMain.class,
            errors("witness"),
            line -> lines.add(WITNESS + " " + line),
            log,
            "" + seed);
    await(() -> !heard.port.isEmpty());
  }

  /** Where the journal is. */
  abstract ProofJournal journal();

  /** Handles what a worker said. */
  abstract void handle(int worker, String line);

  /** Lets the workers, another one if need be, bring all runs to their end. */
  abstract void calmDown();

  /** Lets all workers end by themselves. */
  abstract void endWorkers();

  /** Ends all workers by force. */
  abstract void killWorkers();

  /** Whether the times in the journal, and those of the workers, are those of one clock. */
  boolean clocksAgree() {
    return true;
  }

  Path errors(String name) {
    return folder.resolve(name + ".err");
  }

  /**
   * Starts a worker; what it says is handled under its number, from 1.
   *
   * @param way how it comes to the journal
   */
  Child worker(int number, ProofJournal way, String... more) {
    tally.lives++;
    String[] arguments = new String[more.length + 2];
    arguments[0] = way.word();
    arguments[1] = heard.port;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Child.start(
        WorkerMain.class,
        errors("worker" + number),
        line -> lines.add(number + " " + line),
        arguments);
  }

  /** Handles what the children say until something is true. */
  void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (!next(Math.min(left, MOMENT_NANOS)) && left <= 0) {
        throw new AssertionError("What is awaited does not come; not ended: " + heard.open());
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
        int whose = Integer.parseInt(from[0]);
        if (whose == WITNESS) {
          heard.take(from[1].split(" ", 3));
        } else {
          told(whose, from[1]);
        }
      }
      return line != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void told(int worker, String line) {
    String[] word = line.split(" ", 4);
    if (word[0].equals("owns")) {
      heard.owns(worker, word[1], Long.parseLong(word[2]), Long.parseLong(word[3]));
    }
    handle(worker, line);
  }

  /** Lets go the answers that the witness has kept back. */
  void release() {
    witness.send("release");
    awaitWord("release");
  }

  /** Ends all trouble but declining. */
  void endTrouble() {
    witness.send("calm");
    awaitWord("calm");
  }

  /** Ends trouble, lets all runs come to their end, ends all children, and looks at everything. */
  void settle() {
    endTrouble();
    calmDown();
    endWorkers();
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

  /** Ends what was there for this scene alone, whatever came of it. */
  void close() {}

  /** Ends all children by force, after a failure. */
  void abort() {
    killWorkers();
    witness.kill();
  }
}
