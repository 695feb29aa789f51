package dev.skald.simulation;

import dev.skald.runtime.AwaitInterruptedException;
import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.EngineClosedException;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.OverloadedException;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SagaResultException;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.JournalRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those who start runs, wait for them, cancel them, bring events: and believe what they are told.
 */
final class Clients {

  private static final long AGAIN_MILLIS = 1_100;

  /** When nothing goes wrong any more, leases are in order again within this time. */
  private static final long CALM_MILLIS = 15_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Timeline timeline;
  private final Cluster cluster;
  private final Oracle oracle;
  private final Trace trace;
  private final Set<String> acknowledged = new HashSet<>();
  private int open;
  private long answers;

  Clients(Timeline timeline, Cluster cluster, Oracle oracle, Trace trace) {
    this.timeline = timeline;
    this.cluster = cluster;
    this.oracle = oracle;
    this.trace = trace;
  }

  void expect(List<Deed> deeds) {
    for (Deed deed : deeds) {
      open += deed.kind() == Deed.Kind.START ? 1 : 0;
      timeline.after(deed.at(), null, "client", () -> visit(deed, deed.node()));
    }
  }

  /** How many starts are still to be acknowledged. */
  int open() {
    return open;
  }

  /** How often a client was told something. */
  long answers() {
    return answers;
  }

  /** A client keeps trying, at one node after the other. */
  private void visit(Deed deed, int at) {
    Cluster.Node node = cluster.nodes().get(at % cluster.nodes().size());
    Sagas sagas = node.sagas();
    Attempt attempt = new Attempt(node.process());
    if (node.isUp() && sagas != null) {
      attempt.begun = true;
      timeline.after(
          0,
          node.process(),
          deed.toString(),
          () -> {
            doIt(deed, sagas);
            attempt.begun = false;
          });
    }
    if (deed.kind() == Deed.Kind.START || deed.kind() == Deed.Kind.SIGNAL) {
      timeline.after(AGAIN_MILLIS, null, "client", () -> insist(deed, at, attempt));
    }
  }

  /** One try of a client at a node. */
  private static final class Attempt {
    private final @Nullable Process process;
    private boolean begun;

    Attempt(@Nullable Process process) {
      this.process = process;
    }

    boolean isUnderWay() {
      return begun && process != null && process.isRunning() && !process.isFrozen();
    }
  }

  private void insist(Deed deed, int at, Attempt attempt) {
    if (attempt.isUnderWay()) {
      timeline.after(AGAIN_MILLIS, null, "client", () -> insist(deed, at, attempt));
    } else if (!isDone(deed)) {
      visit(deed, at + 1);
    }
  }

  private final Set<Deed> done = new HashSet<>();

  private boolean isDone(Deed deed) {
    return done.contains(deed);
  }

  private void done(Deed deed) {
    answers++;
    if (done.add(deed) && deed.kind() == Deed.Kind.START) {
      open--;
    }
  }

  /** Does one thing, unless somebody or something is against it. */
  private void doIt(Deed deed, Sagas sagas) {
    SagaClient<String, String> client = sagas.client(deed.saga());
    boolean exists = isAcknowledged(deed);
    long began = timeline.now();
    try {
      switch (deed.kind()) {
        case START -> start(client, deed);
        case AWAIT -> await(client, deed, exists);
        case CANCEL -> cancel(client, deed);
        case SIGNAL -> signal(client, deed);
        case FIND -> find(client, deed, exists);
        case RETRY -> client.operate(deed.key(), "clerk").retry("all is well again");
      }
      done(deed);
    } catch (UnknownRunException e) {
      require(!exists, "an acknowledged run is found", deed);
    } catch (JournalException | OverloadedException | EngineClosedException e) {
      trace.add(timeline.now(), "client is refused: " + deed + ": " + e.getMessage());
      boolean calm = began > Scenario.TROUBLE_MILLIS + CALM_MILLIS;
      require(!calm, "in calm weather clients are served", deed + ": " + e);
    } catch (PayloadException | SagaResultException e) {
      require(deed.key().startsWith(TextCodec.POISON), "what can be read is taken", deed);
      done(deed);
    } catch (VerbRefusedException | AwaitTimeoutException | AwaitInterruptedException e) {
      trace.add(timeline.now(), "client is told no: " + deed + ": " + e.getMessage());
    } catch (ProcessKilled e) {
      throw e;
    } catch (RuntimeException | Error e) {
      oracle.broken("clients meet the documented exceptions", deed + ": " + e);
    }
  }

  private boolean isAcknowledged(Deed deed) {
    return acknowledged.contains(deed.saga().name() + "/" + deed.key());
  }

  private void require(boolean holds, String rule, Object detail) {
    if (!holds) {
      oracle.broken(rule, "" + detail);
    }
  }

  private void start(SagaClient<String, String> client, Deed deed) {
    client.start(deed.key(), deed.key());
    trace.add(timeline.now(), "client is told: started " + deed);
    RunBook run = oracle.find(deed.saga().name(), deed.key());
    require(run != null, "what is acknowledged is durable", deed);
    acknowledged.add(deed.saga().name() + "/" + deed.key());
  }

  private void await(SagaClient<String, String> client, Deed deed, boolean exists) {
    Optional<SagaHandle<String>> handle = client.handle(deed.key());
    if (handle.isEmpty()) {
      require(!exists, "an acknowledged run is found", deed);
      return;
    }
    SagaOutcome<String> outcome = handle.get().await(PATIENCE);
    trace.add(timeline.now(), "client is told: " + deed + " " + outcome);
    RunBook run = oracle.find(deed.saga().name(), deed.key());
    boolean durable = run != null;
    if (run != null && outcome instanceof SagaOutcome.Completed<String>) {
      durable = run.state() == RunState.COMPLETED || run.hasCompleted();
    } else if (run != null && outcome instanceof SagaOutcome.Compensated<String>) {
      durable = run.state() == RunState.COMPENSATED;
    }
    require(durable, "what a client is told is durable", deed + " " + outcome + " " + run);
  }

  private void cancel(SagaClient<String, String> client, Deed deed) {
    client.operate(deed.key(), "clerk").cancel("changed our mind");
    trace.add(timeline.now(), "client is told: " + deed);
    RunBook run = oracle.find(deed.saga().name(), deed.key());
    boolean durable = run != null && (run.hasTurnedBack() || has(run, "cancel_requested", null));
    require(durable, "what a client is told is durable", deed);
  }

  private static boolean has(RunBook run, String kind, @Nullable String id) {
    for (JournalRecord entry : run.records()) {
      if (entry.kind().equals(kind) && (id == null || id.equals(entry.origin()))) {
        return true;
      }
    }
    return false;
  }

  private void signal(SagaClient<String, String> client, Deed deed) {
    StepShape step = deed.saga().signalSteps().get(0);
    String id = deed.detail();
    RunBook before = oracle.find(deed.saga().name(), deed.key());
    boolean known = before != null && before.events().contains(id);
    SignalReceipt receipt =
        client.signal(
            Sagas.signal(Sagas.ref(deed.saga(), step.name())), deed.key(), id, "event " + id);
    trace.add(timeline.now(), "client is told: " + deed + " " + receipt);
    RunBook run = oracle.find(deed.saga().name(), deed.key());
    require(run != null, "only what exists takes signals", deed);
    if (run == null) {
      return;
    }
    boolean again = !known || receipt == SignalReceipt.DUPLICATE;
    require(again, "an event that came before is a duplicate", deed + " " + receipt);
    boolean accepted = has(run, "signalled", id);
    boolean late = has(run, "late_signal", id);
    switch (receipt) {
      case ACCEPTED -> require(accepted, "an accepted signal is durable", deed + " " + run);
      case DUPLICATE -> require(accepted || late, "a duplicate came before", deed + " " + run);
      case LATE -> {
        boolean awaited =
            !run.hasTurnedBack()
                && !run.state().isEnd()
                && !has(run, "signalled", null)
                && !has(run, "timer_fired", null);
        require(!awaited, "a signal that is awaited is not late", deed + " " + run);
      }
    }
  }

  /** Somebody tries again what a run is stuck at. */
  void retry(RunBook run, int node) {
    deed(new Deed(Deed.Kind.RETRY, timeline.now(), node, run.saga(), run.key(), ""));
  }

  /** Somebody brings the event that a run waits for. */
  void signal(RunBook run, int node, String id) {
    deed(new Deed(Deed.Kind.SIGNAL, timeline.now(), node, run.saga(), run.key(), id));
  }

  private void deed(Deed deed) {
    timeline.after(0, null, "client", () -> visit(deed, deed.node()));
  }

  private void find(SagaClient<String, String> client, Deed deed, boolean exists) {
    Optional<RunView> view = client.find(deed.key());
    if (view.isEmpty()) {
      require(!exists, "an acknowledged run is found", deed);
      return;
    }
    RunBook run = oracle.find(deed.saga().name(), deed.key());
    boolean known = run != null;
    if (run != null && view.get().state().isEnd()) {
      known = run.state() == view.get().state() || run.hasCompleted();
    }
    require(known, "what a client is shown is durable", deed + " " + view.get().state());
  }
}
