package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what is only in the journal: runs that a former process left, and runs whose time has
 * come. By page, so that neither memory nor the services are flooded.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 100;
  private static final List<RunState> GOING_ON =
      List.of(RunState.RUNNING, RunState.WAITING, RunState.COMPENSATING);
  private static final int ENOUGH_AT_ONCE = 500;
  private static final long RAMP_MILLIS = 20;
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final int DUE_AT_ONCE = 500;
  private static final int CREATED_AT_ONCE = 250;

  /** Starts on other nodes are no restart; more than this come from a node that was away. */
  private static final int ENOUGH_CREATED = 5_000;

  private final Environment environment;
  private final JournalStore store;
  private final SagaTypes types;
  private final Runs runs;

  /** Sagas of which runs may be ours without our knowing which: the answer to a claim was lost. */
  private final Set<String> unclear = ConcurrentHashMap.newKeySet();

  Recovery(Environment environment, JournalStore store, SagaTypes types, Runs runs) {
    this.environment = environment;
    this.store = store;
    this.types = types;
    this.runs = runs;
  }

  void start() {
    environment.scheduleLook(LOOK_EVERY_MILLIS, () -> inBackground(this::lookForDue));
  }

  /** A saga has been registered: its runs may go on. */
  void registered(String saga) {
    inBackground(() -> adoptPage(saga));
  }

  private void adoptPage(String saga) {
    try {
      List<RunHeader> claimed = store.claim(saga, PAGE);
      claimed.forEach(runs::adopt);
      if (claimed.isEmpty()) {
        resumeParked(saga);
        takeUpUnclear(saga);
      } else {
        LOG.info("Took up {} runs of {}", claimed.size(), saga);
        long ramp = runs.liveCount() > ENOUGH_AT_ONCE ? RAMP_MILLIS : 0;
        environment.schedule(ramp, () -> registered(saga));
      }
    } catch (JournalException e) {
      LOG.warn("Runs of {} cannot be taken up yet", saga, e);
      unclear.add(saga);
      environment.schedule(LOOK_EVERY_MILLIS, () -> registered(saga));
    }
  }

  /** This engine owns shards that it did not own before: what is in them is taken up. */
  void gained() {
    types.sagas().forEach(this::registered);
  }

  /** Takes up what was started on other nodes: nothing of it can have been called. */
  void takeUpCreated(JournalCluster cluster) {
    Set<String> sagas = types.sagas();
    List<RunHeader> created;
    do {
      created = sagas.isEmpty() ? List.of() : claimCreated(cluster, sagas);
      created.forEach(runs::begin);
    } while (created.size() == CREATED_AT_ONCE && runs.liveCount() <= ENOUGH_CREATED);
  }

  private List<RunHeader> claimCreated(JournalCluster cluster, Set<String> sagas) {
    try {
      return cluster.claimCreated(sagas, CREATED_AT_ONCE);
    } catch (JournalException e) {
      unclear.addAll(sagas);
      environment.schedule(LOOK_EVERY_MILLIS, this::gained);
      throw e;
    }
  }

  /** A claim gives each run once, and the answer was lost: what is ours is looked for. */
  private void takeUpUnclear(String saga) {
    if (unclear.remove(saga)) {
      try {
        GOING_ON.forEach(state -> takeUpOurs(new RunQuery(saga, state, null, PAGE)));
      } catch (JournalException e) {
        unclear.add(saga);
        throw e;
      }
    }
  }

  private void takeUpOurs(RunQuery query) {
    forAll(
        query,
        header -> {
          if (store.owns(header) && runs.live(RunKey.of(header)) == null) {
            runs.adopt(header);
          }
        });
  }

  /** Runs that were parked because their plan was missing go on if it is there now. */
  private void resumeParked(String saga) {
    forAll(
        new RunQuery(saga, RunState.PARKED, null, PAGE),
        header -> {
          if (types.find(saga, header.fingerprint()) != null) {
            runs.adopt(header);
          }
        });
  }

  private void forAll(RunQuery first, Consumer<RunHeader> task) {
    RunQuery query = first;
    while (query != null) {
      RunPage page = store.list(query);
      for (RunPage.Item item : page.runs()) {
        store.find(item.saga(), item.key()).ifPresent(task);
      }
      query = page.next().map(query::from).orElse(null);
    }
  }

  private void lookForDue() {
    long again = LOOK_EVERY_MILLIS;
    try {
      long upTo = environment.now() + Alarm.NEAR_MILLIS / 2;
      List<RunHeader> due = store.due(upTo, DUE_AT_ONCE);
      due.forEach(this::wake);
      again = due.size() == DUE_AT_ONCE ? RAMP_MILLIS : LOOK_EVERY_MILLIS;
    } catch (JournalException e) {
      LOG.warn("The journal cannot be looked through for runs whose time has come", e);
    }
    environment.scheduleLook(again, () -> inBackground(this::lookForDue));
  }

  private void wake(RunHeader header) {
    Input woke = new Input.Woke(environment.now());
    runs.activate(RunKey.of(header)).ifPresent(run -> run.post(woke));
  }

  private void inBackground(Runnable task) {
    if (!runs.isClosing()) {
      environment.execute(task);
    }
  }
}
