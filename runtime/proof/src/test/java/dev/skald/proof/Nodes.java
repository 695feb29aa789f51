package dev.skald.proof;

import dev.skald.localpostgres.LocalPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One database of a real PostgreSQL, one witness, and several workers at once. What is asked of a
 * worker that is then killed or frozen is asked of another one, too, as clients do.
 */
final class Nodes extends Scene {

  private final ProofJournal journal;
  private final Map<Integer, Worker> workers = new TreeMap<>();

  /** Who was asked last about each run. */
  private final Map<String, Integer> asked = new HashMap<>();

  private int last;
  private boolean shifted;

  /** A worker that has not ended, as far as is known. */
  private static final class Worker {
    private final Child child;
    private boolean ready;
    private boolean frozen;
    private boolean stopping;

    Worker(Child child) {
      this.child = child;
    }
  }

  Nodes(String name, long seed, Duration lease) {
    super(name, seed);
    try {
      LocalPostgres server = LocalPostgres.shared();
      journal = new ProofJournal.Database(server.port(), server.newDatabase(), lease);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  ProofJournal journal() {
    return journal;
  }

  /** Starts a worker more; answers its number. */
  int raise() {
    return raise(0);
  }

  /** Starts one with a clock that is fast by so much. */
  int raise(long shiftMillis) {
    int number = ++last;
    shifted |= shiftMillis != 0;
    workers.put(number, new Worker(worker(number, "NOWHERE", "" + shiftMillis)));
    return number;
  }

  /** Waits until a worker is ready to work. */
  void awaitReady(int number) {
    await(() -> workers.get(number).ready);
  }

  /** Those that live, are ready, and neither frozen nor about to stop. */
  List<Integer> awake() {
    List<Integer> awake = new ArrayList<>();
    workers.forEach(
        (number, worker) -> {
          if (worker.ready && !worker.frozen && !worker.stopping) {
            awake.add(number);
          }
        });
    return awake;
  }

  int count() {
    return workers.size();
  }

  void start(int number, String run) {
    heard.asked.add(run);
    asked.put(run, number);
    send(number, "start " + run);
  }

  void send(int number, String line) {
    workers.get(number).child.send(line);
  }

  /** A name with this beginning of a run that would be a worker's own. */
  String keyOf(int number, String beginning) {
    send(number, "mine " + beginning);
    await(() -> heard.keys.containsKey(beginning));
    return heard.keys.get(beginning);
  }

  /** Sets a worker's clock. */
  void shift(int number, long millis) {
    shifted = true;
    send(number, "clock " + millis);
    awaitWord("shifted");
  }

  @Override
  boolean clocksAgree() {
    return !shifted;
  }

  /** Kills a worker; whether that hit it with runs under way is counted. */
  void kill(int number) {
    Worker worker = workers.get(number);
    if (worker.ready && !worker.frozen && heard.inFlight() > 0) {
      tally.kills++;
    }
    worker.child.kill();
    await(() -> !workers.containsKey(number));
  }

  /** Stands a worker still; others are asked for what it was asked. */
  void freeze(int number) {
    Worker worker = workers.get(number);
    worker.child.freeze();
    worker.frozen = true;
    tally.freezes++;
    askOthers(number);
  }

  void thaw(int number) {
    Worker worker = workers.get(number);
    heard.thawed.add(System.currentTimeMillis());
    worker.child.thaw();
    worker.frozen = false;
  }

  /** Lets a worker stop as it should; returns at once. */
  void stop(int number) {
    Worker worker = workers.get(number);
    worker.stopping = true;
    worker.child.endInput();
    askOthers(number);
  }

  /** Sets a place where a worker is to die. */
  void arm(int number, String crashPoint) {
    send(number, "arm " + crashPoint);
  }

  boolean isAlive(int number) {
    return workers.containsKey(number);
  }

  @Override
  void handle(int whose, String line) {
    String[] word = line.split(" ", 3);
    heard.take(word);
    switch (word[0]) {
      case Child.EOF -> gone(whose);
      case "ready" -> {
        workers.get(whose).ready = true;
        askOthers(whose);
      }
      case "missing" -> ask("start", word[1], whose);
      case "refused", "unended" -> ask("watch", word[1], whose);
      default -> {
        // Whoever waits for it sees it in what was heard.
      }
    }
  }

  private void gone(int number) {
    workers.remove(number);
    askOthers(number);
  }

  /** Asks somebody awake for all that is open and was asked of somebody who is not. */
  private void askOthers(int unwilling) {
    Set<Integer> willing = new HashSet<>(awake());
    heard.open().stream()
        .filter(run -> !willing.contains(asked.get(run)))
        .forEach(run -> ask("watch", run, unwilling));
  }

  private void ask(String what, String run, int fallback) {
    List<Integer> awake = awake();
    if (awake.isEmpty()) {
      asked.put(run, fallback);
    } else {
      int number = awake.get(Math.floorMod(run.hashCode(), awake.size()));
      asked.put(run, number);
      send(number, what + " " + run);
    }
  }

  @Override
  void calmDown() {
    if (workers.isEmpty()) {
      raise();
    }
    await(() -> heard.open().isEmpty());
  }

  @Override
  void endWorkers() {
    List.copyOf(workers.keySet())
        .forEach(
            number -> {
              if (workers.get(number).child.end() != 0) {
                throw new AssertionError("A worker failed, see " + errors("worker" + number));
              }
            });
  }

  @Override
  void killWorkers() {
    workers.values().forEach(worker -> worker.child.kill());
  }
}
