package dev.skald.proof;

import dev.skald.localpostgres.FaultProxy;
import dev.skald.localpostgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One database of a real PostgreSQL, one witness, and several workers at once. What is asked of a
 * worker that is then killed or frozen is asked of another one, too, as clients do.
 */
final class Nodes extends Scene {

  private final LocalPostgres server;
  private final boolean breakable;
  private final ProofJournal.Database journal;
  private final Map<Integer, Worker> workers = new TreeMap<>();

  /** Who was asked last about each run. */
  private final Map<String, Integer> asked = new HashMap<>();

  private final List<FaultProxy> ways = new ArrayList<>();
  private int last;
  private boolean shifted;

  /** A worker that has not ended, as far as is known. */
  private static final class Worker {
    private final Child child;

    /** Its way to the server, {@code null} where that cannot break. */
    private final @Nullable FaultProxy way;

    private boolean ready;
    private boolean frozen;
    private boolean cutOff;
    private long cutOffAt;
    private boolean stopping;

    Worker(Child child, @Nullable FaultProxy way) {
      this.child = child;
      this.way = way;
    }

    private boolean isAwake() {
      return ready && !frozen && !cutOff && !stopping;
    }
  }

  /** On the server that all tests of this process share, which nothing happens to. */
  Nodes(String name, long seed, Duration lease) {
    super(name, seed);
    this.server = LocalPostgres.shared();
    this.breakable = false;
    this.journal = database(lease);
  }

  private Nodes(String name, long seed, Duration lease, LocalPostgres server) {
    super(name, seed);
    this.server = server;
    this.breakable = true;
    this.journal = database(lease);
  }

  /** On a server of its own, to which each worker has a way of its own; all of it may break. */
  static Nodes breakable(String name, long seed, Duration lease) {
    try {
      Path folder = Files.createTempDirectory("skald-proof-server-");
      return new Nodes(name, seed, lease, LocalPostgres.startIn(folder, Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProofJournal.Database database(Duration lease) {
    try {
      return new ProofJournal.Database(server.port(), server.newDatabase(), lease);
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
    FaultProxy way = breakable ? newWay() : null;
    ProofJournal by = way == null ? journal : journal.by(way.port());
    workers.put(number, new Worker(worker(number, by, "NOWHERE", "" + shiftMillis), way));
    return number;
  }

  private FaultProxy newWay() {
    try {
      FaultProxy way = FaultProxy.to(server.source(journal.name()));
      ways.add(way);
      return way;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a worker is ready to work. */
  void awaitReady(int number) {
    await(() -> workers.get(number).ready);
  }

  /** Those that live, are ready, and neither frozen, nor cut off, nor about to stop. */
  List<Integer> awake() {
    List<Integer> awake = new ArrayList<>();
    workers.forEach(
        (number, worker) -> {
          if (worker.isAwake()) {
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

  /** A worker's connections break, all at once; it may make new ones. */
  void cut(int number) {
    out(
        () -> {
          way(number).cutAll();
          return System.currentTimeMillis();
        });
  }

  /** A worker's way to the server becomes slow, until it is {@link #mend mended}. */
  void slowDown(int number, int millis) {
    way(number).delay(millis);
  }

  /**
   * A worker and the server hear nothing of each other any more, and neither is told. Others are
   * asked for what it was asked.
   */
  void cutOff(int number) {
    workers.get(number).cutOff = true;
    workers.get(number).cutOffAt = System.currentTimeMillis();
    way(number).swallow();
    tally.outages++;
    askOthers(number);
  }

  /** A worker's way to the server is as it should be. */
  void mend(int number) {
    Worker worker = workers.get(number);
    way(number).mend();
    if (worker.cutOff) {
      worker.cutOff = false;
      heard.outages.add(new Outage(worker.cutOffAt, System.currentTimeMillis()));
    }
  }

  /** The server is killed, or stops as it should, and comes back. */
  void restartServer(boolean kill) {
    out(
        () -> {
          if (kill) {
            server.kill();
          }
          server.startAgain();
          return System.currentTimeMillis();
        });
  }

  private FaultProxy way(int number) {
    return Objects.requireNonNull(workers.get(number).way, "nothing can break here");
  }

  /** Does what nobody can write meanwhile; answers when it is over. */
  private void out(Callable<Long> trouble) {
    long from = System.currentTimeMillis();
    try {
      heard.outages.add(new Outage(from, trouble.call()));
      tally.outages++;
    } catch (Exception e) {
      throw new AssertionError("The trouble itself failed", e);
    }
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

  @Override
  void close() {
    ways.forEach(FaultProxy::close);
    if (breakable) {
      server.close();
    }
  }
}
