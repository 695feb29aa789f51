package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what is only in the journal: runs that a former process left, and runs whose time has
 * come. By page, so that neither memory nor the services are flooded.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
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
  private final Map<String, Adoption> adoptions = new ConcurrentHashMap<>();

  private final Busy woken = new Busy();

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
    adoption(saga).wake();
  }

  private Adoption adoption(String saga) {
    return adoptions.computeIfAbsent(
        saga, name -> new Adoption(environment, store, types, runs, name));
  }

  /** This engine owns shards that it did not own before: what is in them is taken up. */
  void gained() {
    types.sagas().forEach(this::registered);
  }

  /**
   * Takes up what was started on other nodes: nothing of it can have been called.
   *
   * @return whether there was anything
   */
  boolean takeUpCreated(JournalCluster cluster) {
    Set<String> sagas = types.sagas();
    boolean any = false;
    List<RunHeader> created;
    do {
      created = sagas.isEmpty() ? List.of() : claimCreated(cluster, sagas);
      created.forEach(runs::begin);
      any |= !created.isEmpty();
    } while (created.size() == CREATED_AT_ONCE && runs.liveCount() <= ENOUGH_CREATED);
    return any;
  }

  private List<RunHeader> claimCreated(JournalCluster cluster, Set<String> sagas) {
    try {
      return cluster.claimCreated(sagas, CREATED_AT_ONCE);
    } catch (RuntimeException | Error e) {
      sagas.forEach(saga -> adoption(saga).unclear());
      environment.schedule(LOOK_EVERY_MILLIS, this::gained);
      throw e;
    }
  }

  private void lookForDue() {
    long again = LOOK_EVERY_MILLIS;
    try {
      long upTo = environment.now() + Alarm.NEAR_MILLIS / 2;
      List<RunHeader> due = store.due(upTo, DUE_AT_ONCE);
      due.forEach(this::wake);
      boolean more = due.size() == DUE_AT_ONCE;
      again = more && woken.count() <= DUE_AT_ONCE ? RAMP_MILLIS : LOOK_EVERY_MILLIS;
    } catch (JournalException e) {
      LOG.warn("The journal cannot be looked through for runs whose time has come", e);
    } catch (RuntimeException | Error e) {
      // A defect, or no memory: else no run would ever be woken again.
      LOG.error("A look for runs whose time has come failed; it is tried again and again", e);
    }
    environment.scheduleLook(again, () -> inBackground(this::lookForDue));
  }

  private void wake(RunHeader header) {
    Input woke = new Input.Woke(environment.now());
    runs.activate(RunKey.of(header))
        .ifPresent(
            run -> {
              run.post(woke);
              woken.add(run);
            });
  }

  private void inBackground(Runnable task) {
    if (!runs.isClosing()) {
      Background.run(environment, task);
    }
  }
}
