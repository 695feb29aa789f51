package dev.skald.simulation;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.memory.MemoryCluster;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.simulation.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The nodes, each a process with an engine, and what becomes of them. */
final class Cluster {

  static final boolean SEVERAL = true;

  /** How long a node holds what it holds without a word. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long MAX_SKEW = 40_000;

  private final Timeline timeline;
  private final SplittableRandom random;
  private final Weather weather;
  private final Oracle oracle;
  private final Services services;
  private final Trace trace;
  private final RemoteStore.Network network;
  private final JournalProvider journal;
  private final List<Node> nodes = new ArrayList<>();

  Cluster(
      Timeline timeline,
      SplittableRandom random,
      Weather weather,
      Oracle oracle,
      Services services,
      Trace trace,
      int size) {
    this.timeline = timeline;
    this.random = random;
    this.weather = weather;
    this.oracle = oracle;
    this.services = services;
    this.trace = trace;
    this.network = new RemoteStore.Network(timeline, weather);
    this.journal = size == 1 ? new MemoryJournal() : new MemoryCluster(timeline::now, LEASE);
    for (int i = 0; i < size; i++) {
      nodes.add(new Node(i));
    }
  }

  /** One of the places where an engine runs. */
  static final class Node {
    private final int index;
    private int lives;
    private long clockError;
    private @Nullable Process process;
    private @Nullable SagaEngine engine;
    private @Nullable Sagas sagas;

    Node(int index) {
      this.index = index;
    }

    @Nullable Process process() {
      return process;
    }

    @Nullable SagaEngine engine() {
      return engine;
    }

    @Nullable Sagas sagas() {
      return sagas;
    }

    /** Whether clients reach it. */
    boolean isUp() {
      return process != null && process.isRunning() && !process.isFrozen() && engine != null;
    }
  }

  List<Node> nodes() {
    return nodes;
  }

  /** Starts each node in its time. */
  void start(List<Long> joins) {
    for (Node node : nodes) {
      long at = joins.get(node.index);
      if (at == 0) {
        start(node);
      } else {
        timeline.after(at, null, "join", () -> join(node));
      }
    }
  }

  private void join(Node node) {
    if (node.process == null) {
      start(node);
    }
  }

  private void start(Node node) {
    Process process = new Process(timeline, random.split(), node.index, ++node.lives);
    process.clockError(node.clockError);
    node.process = process;
    node.engine = null;
    node.sagas = null;
    trace.add(timeline.now(), process + " starts");
    timeline.after(random.nextInt(500), process, "open", () -> open(node, process));
  }

  private void open(Node node, Process process) {
    try {
      SagaEngine engine =
          Skald.on(() -> new RemoteStore(process, journal.open(), network, oracle))
              .codec(new TextCodec())
              .environment(process)
              .grace(GRACE)
              .open();
      Sagas sagas = new Sagas(process, services);
      sagas.register(engine);
      if (node.process == process) {
        node.engine = engine;
        node.sagas = sagas;
      }
    } catch (JournalException e) {
      timeline.after(500, process, "open", () -> open(node, process));
    }
  }

  /** Lets the faults come that strike whole processes. */
  void expect(List<Fault> faults) {
    for (Fault fault : faults) {
      Node node = nodes.get(fault.node());
      timeline.after(fault.at(), null, fault.toString(), () -> strike(node, fault));
    }
  }

  private void strike(Node node, Fault fault) {
    Process process = node.process;
    if (weather.isOver() || process == null) {
      return;
    }
    switch (fault.kind()) {
      case CRASH -> crash(node, process, fault);
      case FREEZE -> freeze(process, fault);
      case ZOMBIE -> zombie(node, process, fault);
      case UPGRADE -> upgrade(node, process, fault);
      case CLOCK_SKEW -> {
        clock(node, process, fault);
        timeline.after(fault.length(), null, "clock", () -> setClock(node, 0));
      }
      case CLOCK_JUMP -> clock(node, process, fault);
      default -> {
        // It strikes statements and calls, whoever makes them.
      }
    }
  }

  private void crash(Node node, Process process, Fault fault) {
    if (process.isDead()) {
      return;
    }
    weather.fired(Kind.CRASH);
    trace.add(timeline.now(), process + " is killed");
    process.kill();
    timeline.after(fault.length(), null, "start", () -> startAgain(node, process));
  }

  private void startAgain(Node node, Process former) {
    if (node.process == former) {
      start(node);
    }
  }

  private void freeze(Process process, Fault fault) {
    if (process.isDead() || process.isFrozen()) {
      return;
    }
    weather.fired(Kind.FREEZE);
    trace.add(timeline.now(), process + " is frozen");
    process.freeze();
    timeline.after(fault.length(), null, "thaw", () -> thaw(process));
  }

  private void thaw(Process process) {
    if (process.isFrozen()) {
      trace.add(timeline.now(), process + " goes on");
      process.thaw();
    }
  }

  /** Somebody takes a frozen process for dead, and starts another one. */
  private void zombie(Node node, Process process, Fault fault) {
    if (nodes.size() > 1 || !node.isUp()) {
      return;
    }
    weather.fired(Kind.ZOMBIE);
    trace.add(timeline.now(), process + " is frozen, and replaced");
    process.freeze();
    start(node);
    timeline.after(fault.length(), null, "thaw", () -> thaw(process));
    timeline.after(fault.length() + 5_000, null, "kill", process::kill);
  }

  private void upgrade(Node node, Process process, Fault fault) {
    SagaEngine engine = node.engine;
    if (!node.isUp() || engine == null) {
      return;
    }
    weather.fired(Kind.UPGRADE);
    trace.add(timeline.now(), process + " is closed");
    timeline.after(
        0,
        process,
        "close",
        () -> {
          engine.close();
          trace.add(timeline.now(), process + " has ended");
          process.kill();
          timeline.after(fault.length(), null, "start", () -> startAgain(node, process));
        });
    node.engine = null;
  }

  private void clock(Node node, Process process, Fault fault) {
    weather.fired(fault.kind());
    long error = Math.round(MAX_SKEW * fault.strength()) * (weather.coin() ? 1 : -1);
    oracle.worstClock(Math.abs(error));
    trace.add(timeline.now(), process + " has a clock that is wrong by " + error + " ms");
    setClock(node, error);
  }

  private void setClock(Node node, long error) {
    node.clockError = error;
    if (node.process != null) {
      node.process.clockError(error);
    }
  }

  /** All processes run from now on. */
  void heal() {
    for (Node node : nodes) {
      setClock(node, 0);
      Process process = node.process;
      if (process == null || process.isDead()) {
        start(node);
      } else {
        thaw(process);
      }
    }
  }
}
