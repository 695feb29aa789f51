package dev.skald.simulation;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Inside;
import dev.skald.simulation.Fault.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One scenario from its beginning to the moment when everything is at rest. */
final class Simulation {

  /** When nothing goes wrong any more, every run is at rest after this time at the latest. */
  private static final long REST_MILLIS = 3_600_000;

  private static final long LOOK_EVERY = 5_000;
  private static final long PROBE_EVERY = 700;

  /** Timers that are near keep runs in memory. */
  private static final long FORGET_MILLIS = 15_000;

  private final Scenario scenario;
  private final Trace trace;
  private final Timeline timeline;
  private final Weather weather;
  private final Oracle oracle;
  private final Services services;
  private final Cluster cluster;
  private final Clients clients;
  private final Map<RunBook, Integer> helped = new HashMap<>();

  private Simulation(Scenario scenario, boolean detailed) {
    SplittableRandom random = Scenario.random(~scenario.seed());
    this.scenario = scenario;
    this.trace = new Trace(detailed);
    this.timeline = new Timeline(random.split(), trace);
    this.weather = new Weather(timeline, random.split(), scenario.faults());
    this.oracle = new Oracle(timeline, trace, scenario.nodes() > 1);
    this.services = new Services(timeline, weather, oracle, trace);
    this.cluster =
        new Cluster(timeline, random.split(), weather, oracle, services, trace, scenario.nodes());
    this.clients = new Clients(timeline, cluster, oracle, trace);
  }

  /**
   * What came of it.
   *
   * @param verdict the rule that was broken, {@code null} if none was
   * @param hash tells what happened from anything else that could have happened
   * @param tail the last lines of what happened
   * @param millis how much virtual time passed
   * @param events how many things happened
   * @param runs how many runs there were
   * @param calls how often a service was called
   * @param answers how often a client was told something
   * @param fired how often each kind of fault did something
   */
  record Outcome(
      @Nullable String verdict,
      long hash,
      String tail,
      long millis,
      long events,
      int runs,
      long calls,
      long answers,
      Map<Kind, Integer> fired) {}

  static Outcome of(Scenario scenario) {
    return new Simulation(scenario, false).run();
  }

  static Outcome inDetail(Scenario scenario) {
    return new Simulation(scenario, true).run();
  }

  private Outcome run() {
    cluster.start(scenario.joins());
    cluster.expect(scenario.faults());
    clients.expect(scenario.deeds());
    timeline.after(PROBE_EVERY, null, "probe", this::probe);
    timeline.after(Scenario.TROUBLE_MILLIS, null, "calm", this::calmDown);
    timeline.run();
    Throwable escaped = timeline.escaped();
    if (escaped != null) {
      StackTraceElement[] at = escaped.getStackTrace();
      oracle.broken("nothing escapes", escaped + (at.length == 0 ? "" : " at " + at[0]));
    }
    return new Outcome(
        oracle.verdict(),
        trace.hash(),
        trace.tail(120),
        timeline.now(),
        timeline.events(),
        oracle.runs().size(),
        services.calls(),
        clients.answers(),
        weather.fired());
  }

  /** What is in memory is what the journal says. */
  private void probe() {
    for (Cluster.Node node : cluster.nodes()) {
      SagaEngine engine = node.engine();
      if (node.isUp() && engine != null) {
        for (RunBook run : oracle.runs()) {
          if (isPoisoned(run)) {
            continue;
          }
          String difference =
              Inside.difference(engine, run.saga().name(), run.key(), run.epoch(), run.records());
          if (difference != null) {
            oracle.broken("what is in memory is the fold of the journal", run + ": " + difference);
          }
        }
      }
    }
    timeline.after(PROBE_EVERY * (weather.isOver() ? 20 : 1), null, "probe", this::probe);
  }

  private void calmDown() {
    trace.add(timeline.now(), "nothing goes wrong any more");
    weather.calmDown();
    cluster.heal();
    timeline.after(LOOK_EVERY, null, "look", this::look);
  }

  private void look() {
    boolean rest = clients.open() == 0;
    for (RunBook run : List.copyOf(oracle.runs())) {
      if (!isAtRest(run)) {
        rest = false;
        help(run);
      }
    }
    if (rest) {
      timeline.after(FORGET_MILLIS, null, "forget", this::forget);
    } else if (timeline.now() > Scenario.TROUBLE_MILLIS + REST_MILLIS) {
      List<RunBook> left = oracle.runs().stream().filter(run -> !isAtRest(run)).toList();
      oracle.broken("everything comes to its end", left + ", starts left: " + clients.open());
    } else {
      timeline.after(LOOK_EVERY, null, "look", this::look);
    }
  }

  private static boolean isAtRest(RunBook run) {
    return run.state().isEnd() || isPoisoned(run) && run.state() == RunState.QUARANTINED;
  }

  private static boolean isPoisoned(RunBook run) {
    return run.key().startsWith(TextCodec.POISON);
  }

  /** Brings the events that are awaited, and tries again what a person has to try again. */
  private void help(RunBook run) {
    int times = helped.merge(run, 1, Integer::sum);
    int node = times % cluster.nodes().size();
    if (run.state() == RunState.STUCK || run.state() == RunState.PARKED) {
      clients.retry(run, node);
    }
    if (run.state() == RunState.QUARANTINED && !isPoisoned(run)) {
      oracle.broken("only what cannot be read is set aside", "" + run);
    }
    for (StepShape step : run.saga().signalSteps()) {
      if (!run.hasSignal(step) && times % 4 == 1) {
        clients.signal(run, node, "last" + times);
      }
    }
  }

  private void forget() {
    for (Cluster.Node node : cluster.nodes()) {
      SagaEngine engine = node.engine();
      if (engine == null) {
        oracle.broken("every node is up", "" + node.process());
      } else {
        int left = Inside.runsInMemory(engine);
        if (left > 0) {
          oracle.broken("what has ended is not in memory", left + " runs at " + node.process());
        }
      }
    }
    trace.add(timeline.now(), "everything is at rest");
    timeline.stop();
  }
}
