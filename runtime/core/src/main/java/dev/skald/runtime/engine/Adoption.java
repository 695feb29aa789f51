package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the runs of one saga that a former owner left, page by page. While many of them are
 * busy, the next page waits: however many were left, only so many are in memory, and call services,
 * at once. It does not wait for ever, so that calls that hang do not keep the others from going on.
 */
final class Adoption {

  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final int PAGE = 100;

  /** With this many busy runs no page is taken: so there are up to a page more. */
  static final int ENOUGH_AT_ONCE = 500;

  private static final long RAMP_MILLIS = 20;

  /** How long a page waits at the most. */
  static final long PATIENCE_MILLIS = 5_000;

  private static final long AGAIN_MILLIS = 1_000;
  private static final List<RunState> GOING_ON =
      List.of(RunState.RUNNING, RunState.WAITING, RunState.COMPENSATING);

  private final Environment environment;
  private final JournalStore store;
  private final SagaTypes types;
  private final Runs runs;
  private final String saga;

  /** How often it was asked for since it last came to an end. */
  private final AtomicInteger wanted = new AtomicInteger();

  /** Runs may be ours without our knowing which: the answer to a claim was lost. */
  private final AtomicBoolean unclear = new AtomicBoolean();

  /** Lists that are still to be gone through, when there is nothing left to claim. */
  private final Deque<RunQuery> looks = new ArrayDeque<>();

  private final Busy taken = new Busy();

  /** Since when a page waits, 0 if none does. */
  private long fullSince;

  Adoption(Environment environment, JournalStore store, SagaTypes types, Runs runs, String saga) {
    this.environment = environment;
    this.store = store;
    this.types = types;
    this.runs = runs;
    this.saga = saga;
  }

  /** There may be runs to take up. One thread at a time does so; it looks once more after this. */
  void wake() {
    if (wanted.getAndIncrement() == 0) {
      inBackground();
    }
  }

  /** The answer to a claim was lost: what is ours is to be looked for as well. */
  void unclear() {
    unclear.set(true);
  }

  private void inBackground() {
    if (!runs.isClosing()) {
      Background.run(environment, this::goOn);
    }
  }

  private void goOn() {
    int seen = wanted.get();
    try {
      long again = takeUpPage();
      if (again > 0) {
        environment.schedule(again, this::inBackground);
      } else if (again == 0 || !wanted.compareAndSet(seen, 0)) {
        inBackground();
      }
    } catch (JournalException e) {
      LOG.warn("Runs of {} cannot be taken up yet", saga, e);
      takeUpLater();
    } catch (RuntimeException | Error e) {
      // A defect, or no memory: nobody may ask again, and what was claimed is ours.
      LOG.error("Runs of {} cannot be taken up; it is tried again and again", saga, e);
      takeUpLater();
    }
  }

  private void takeUpLater() {
    unclear.set(true);
    looks.clear();
    environment.schedule(AGAIN_MILLIS, this::inBackground);
  }

  /** Answers after how many milliseconds to go on, or -1 if there are no more. */
  private long takeUpPage() {
    if (!hasRoom()) {
      return RAMP_MILLIS;
    }
    if (looks.isEmpty()) {
      List<RunHeader> claimed = store.claim(saga, PAGE);
      if (!claimed.isEmpty()) {
        runs.readAhead(claimed);
        claimed.forEach(this::adopt);
        LOG.info("Took up {} runs of {}", claimed.size(), saga);
        return 0;
      }
      lookForOthers();
    }
    while (!looks.isEmpty()) {
      if (!hasRoom()) {
        return RAMP_MILLIS;
      }
      RunQuery query = looks.getFirst();
      RunPage page = store.list(query);
      page.runs().forEach(run -> store.find(run.saga(), run.key()).ifPresent(this::adoptIfLeft));
      looks.removeFirst();
      page.next().map(query::from).ifPresent(looks::addFirst);
    }
    return -1;
  }

  private void lookForOthers() {
    looks.add(new RunQuery(saga, RunState.PARKED, null, PAGE));
    if (unclear.getAndSet(false)) {
      GOING_ON.forEach(state -> looks.add(new RunQuery(saga, state, null, PAGE)));
    }
  }

  /** A run that was parked for want of its plan; or one that was claimed and given to nobody. */
  private void adoptIfLeft(RunHeader header) {
    boolean left =
        header.state() == RunState.PARKED
            ? types.find(saga, header.fingerprint()) != null
            : store.owns(header) && runs.live(RunKey.of(header)) == null;
    if (left) {
      adopt(header);
    }
  }

  private void adopt(RunHeader header) {
    runs.adopt(header);
    Run run = runs.live(RunKey.of(header));
    if (run != null) {
      taken.add(run);
    }
  }

  private boolean hasRoom() {
    long now = environment.now();
    if (taken.count() < ENOUGH_AT_ONCE || fullSince != 0 && now - fullSince >= PATIENCE_MILLIS) {
      fullSince = 0;
      return true;
    }
    fullSince = fullSince == 0 ? now : fullSince;
    return false;
  }
}
