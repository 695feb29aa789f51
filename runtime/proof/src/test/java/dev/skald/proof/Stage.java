package dev.skald.proof;

/** One journal file, one witness, and one worker after the other. */
final class Stage extends Scene {

  private Child worker;
  private int life;
  private boolean up;

  Stage(String name, long seed) {
    super(name, seed);
  }

  @Override
  ProofJournal journal() {
    return new ProofJournal.File(folder.resolve("sagas.db"));
  }

  /** Starts a worker, which takes up what the last one left. */
  void raise(String crashPoint) {
    if (up) {
      throw new IllegalStateException("The last worker still lives");
    }
    life++;
    up = true;
    worker = worker(life, journal(), crashPoint);
    heard.open().forEach(run -> worker.send("watch " + run));
  }

  void start(String run) {
    heard.asked.add(run);
    worker.send("start " + run);
  }

  @Override
  void handle(int whose, String line) {
    if (line.equals(Child.EOF)) {
      up &= whose != life;
      return;
    }
    String[] word = line.split(" ", 3);
    heard.take(word);
    if (word[0].equals("missing")) {
      worker.send("start " + word[1]);
    } else if (word[0].equals("refused")) {
      throw new AssertionError(line);
    }
  }

  @Override
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

  @Override
  void endTrouble() {
    super.endTrouble();
    if (up) {
      arm("NOWHERE");
    }
  }

  @Override
  void endWorkers() {
    if (worker.end() != 0) {
      throw new AssertionError("The last worker failed, see " + errors("worker" + life));
    }
  }

  @Override
  void killWorkers() {
    if (worker != null) {
      worker.kill();
    }
  }
}
