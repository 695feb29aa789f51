package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this engine's place among the nodes of a journal: renews its lease, lets go of what others
 * have taken over, takes up what it has won, and gives shards back when it owns more than its share
 * or is about to stop. A shard is given back when no call is under way in it and all that was
 * decided is durable; until then, and for so long only, no new call is begun in it.
 */
final class Nodes implements Tenure {

  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
  private static final long DRAIN_LOOK_MILLIS = 50;

  /** How often it is looked whether a shard can be given back, about ten seconds in all. */
  private static final int DRAIN_LOOKS = 200;

  /** After how many renewals it is tried again if it could not, about a minute. */
  private static final int RENEWALS_BETWEEN = 30;

  private final Environment environment;
  private final JournalStore store;
  private final JournalCluster cluster;
  private final Copies copies;
  private final Runnable gained;

  /** How many calls are under way in each shard. */
  private final Map<Integer, AtomicInteger> underWay = new ConcurrentHashMap<>();

  /** Shards in which nothing new is begun for a while, so that they may be given back. */
  private final Set<Integer> draining = ConcurrentHashMap.newKeySet();

  /** Those of which the runs are leaving memory, so that there is no way back. */
  private final Set<Integer> going = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean lookingSoon = new AtomicBoolean();

  /** Done when whoever came last has had the turn. */
  private final AtomicReference<CompletableFuture<Void>> lastTurn =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  private @Nullable UUID node;
  private Map<Integer, Long> held = Map.of();
  private int looksLeft;
  private int renewalsLeft;
  private boolean failing;
  private boolean leaving;

  /**
   * Makes one.
   *
   * @param gained what is to happen when there are shards this engine did not own before
   */
  Nodes(
      Environment environment,
      JournalStore store,
      JournalCluster cluster,
      Copies copies,
      Runnable gained) {
    this.environment = environment;
    this.store = store;
    this.cluster = cluster;
    this.copies = copies;
    this.gained = gained;
  }

  /** There is something to own shards for. Until then this node takes none. */
  void start() {
    if (started.compareAndSet(false, true)) {
      environment.execute(this::renewAndAgain);
    }
  }

  @Override
  public boolean mayCall(Run run) {
    return cluster.mayCall() && store.owns(run.header()) && !isHeldBack(run);
  }

  private boolean isHeldBack(Run run) {
    if (draining.isEmpty() && going.isEmpty()) {
      return false;
    }
    int shard = shardOf(run.key());
    return draining.contains(shard) || going.contains(shard);
  }

  @Override
  public void entered(Run run) {
    underWay.computeIfAbsent(shardOf(run.key()), s -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void left(Run run) {
    underWay.computeIfAbsent(shardOf(run.key()), s -> new AtomicInteger()).decrementAndGet();
  }

  private int shardOf(RunKey key) {
    return cluster.shardOf(key.saga(), key.key());
  }

  private void renewAndAgain() {
    renew();
    environment.schedule(
        cluster.renewEvery().toMillis(), () -> Background.run(environment, this::renewAndAgain));
  }

  @Override
  public void fenced() {
    if (started.get() && lookingSoon.compareAndSet(false, true)) {
      environment.execute(
          () -> {
            lookingSoon.set(false);
            renew();
          });
    }
  }

  private void renew() {
    inTurn(
        () -> {
          if (!leaving) {
            renewInTurn();
          }
        });
  }

  private void renewInTurn() {
    try {
      take(cluster.renew());
      failing = false;
    } catch (JournalException e) {
      if (!failing) {
        LOG.warn("The lease of this node cannot be renewed; it is tried again and again", e);
      }
      failing = true;
    } catch (RuntimeException | Error e) {
      // Whatever it was: a lease that nobody renews any more is lost for ever.
      LOG.error("The lease of this node cannot be renewed; it is tried again and again", e);
    }
  }

  /** One after the other, in the order of asking. */
  private void inTurn(Runnable task) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    environment.await(lastTurn.getAndSet(mine));
    try {
      task.run();
    } finally {
      mine.complete(null);
    }
  }

  private void take(Holdings now) {
    if (node != null && !node.equals(now.node())) {
      LOG.warn(
          "The lease of this node had lapsed: the other nodes take up what it owned, and it goes on"
              + " as a new node");
    }
    node = now.node();
    Map<Integer, Long> before = held;
    held = now.epochs();
    going.removeIf(shard -> !Objects.equals(before.get(shard), held.get(shard)));
    int dropped = dropForeign();
    if (dropped > 0) {
      LOG.warn("Other nodes own {} runs that were in memory here", dropped);
    }
    drain(now.surplus());
    if (!before.entrySet().containsAll(held.entrySet())) {
      LOG.info("This node owns {} shards", held.size());
      gained.run();
    }
  }

  private int dropForeign() {
    int dropped = 0;
    for (Run run : copies.all()) {
      if (!store.owns(run.header())) {
        run.post(new Parting(true));
        dropped++;
      }
    }
    return dropped;
  }

  /** Begins to give back what others are to own, or goes on with it. */
  private void drain(Set<Integer> surplus) {
    boolean begun = !draining.isEmpty() || !going.isEmpty();
    draining.retainAll(surplus);
    renewalsLeft = Math.max(0, renewalsLeft - 1);
    if (!surplus.isEmpty() && !begun && renewalsLeft == 0) {
      draining.addAll(surplus);
      looksLeft = DRAIN_LOOKS;
      environment.execute(() -> inTurn(this::goOnDraining));
    }
  }

  private void goOnDraining() {
    if (leaving) {
      return;
    }
    giveBackWhatIsDone();
    if (!draining.isEmpty() && --looksLeft <= 0) {
      // A call takes long: its shard stays for now, so that no other run of it has to wait.
      draining.clear();
      renewalsLeft = RENEWALS_BETWEEN;
    }
    if (!draining.isEmpty() || !going.isEmpty()) {
      environment.schedule(
          DRAIN_LOOK_MILLIS, () -> environment.execute(() -> inTurn(this::goOnDraining)));
    }
  }

  private void giveBackWhatIsDone() {
    for (Integer shard : draining) {
      AtomicInteger calls = underWay.get(shard);
      if (calls == null || calls.get() == 0) {
        going.add(shard);
      }
    }
    draining.removeAll(going);
    Set<Integer> done = new HashSet<>(going);
    for (Run run : copies.all()) {
      int shard = shardOf(run.key());
      if (going.contains(shard)) {
        run.post(new Parting(false));
        if (!run.isGone()) {
          done.remove(shard);
        }
      }
    }
    if (!done.isEmpty()) {
      giveBack(done);
    }
  }

  private void giveBack(Set<Integer> shards) {
    try {
      cluster.release(shards);
      going.removeAll(shards);
      Map<Integer, Long> rest = new HashMap<>(held);
      rest.keySet().removeAll(shards);
      held = rest;
      LOG.info("This node gave back {} shards and owns {}", shards.size(), held.size());
    } catch (RuntimeException | Error e) {
      // Whatever it was: nothing is begun in them until they are given back.
      LOG.warn("{} shards cannot be given back yet", shards.size(), e);
    }
  }

  /** The engine stops: others may take what nothing runs in any more. */
  void leave() {
    inTurn(
        () -> {
          leaving = true;
          draining.addAll(held.keySet());
          try {
            cluster.leave();
          } catch (RuntimeException | Error e) {
            // Whatever it was: there is more to be closed.
            LOG.warn("That this node stops could not be said; others take over a bit later", e);
          }
        });
  }

  /**
   * Goes on with that, until the calls under way have ended.
   *
   * @param renew whether the lease is to be renewed again
   */
  void goOnLeaving(boolean renew) {
    inTurn(
        () -> {
          if (renew) {
            renewWhileLeaving();
          }
          giveBackWhatIsDone();
        });
  }

  private void renewWhileLeaving() {
    try {
      cluster.renew();
    } catch (RuntimeException | Error e) {
      LOG.warn("The lease of this node cannot be renewed while it stops", e);
    }
  }

  Duration renewEvery() {
    return cluster.renewEvery();
  }
}
