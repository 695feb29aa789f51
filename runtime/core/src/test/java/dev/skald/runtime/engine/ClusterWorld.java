package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.memory.MemoryCluster;
import dev.skald.runtime.plan.SagaPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Several engines in one virtual time on one journal. A tick at a time, each node does all it can;
 * one that is paused does nothing while time passes, and one that crashed never does again.
 */
final class ClusterWorld implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(10);

  private static final long TICK = 50;

  private final AtomicLong now = new AtomicLong(VirtualEnvironment.BEGIN);
  private final MemoryCluster cluster = new MemoryCluster(now::get, LEASE);
  private final List<Node> nodes = new ArrayList<>();

  /** A node that is up and owns its share, and so do the others. */
  Node open(Consumer<Node> register) {
    return open(Duration.ZERO, register);
  }

  /** The same with the time that closing waits for calls under way. */
  Node open(Duration grace, Consumer<Node> register) {
    Node node = new Node(grace);
    nodes.add(node);
    register.accept(node);
    advance(Duration.ofSeconds(5));
    return node;
  }

  Node open(SagaPlan<Object> plan) {
    return open(node -> node.client = node.register(plan));
  }

  /** Lets time pass for all nodes. */
  void advance(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= TICK) {
      now.addAndGet(Math.min(TICK, left));
      for (Node node : List.copyOf(nodes)) {
        node.tick(Math.min(TICK, left));
      }
    }
  }

  /** As much as it takes others to take over, and to do at once what there is to do. */
  void lapse() {
    advance(LEASE.plusSeconds(5));
  }

  /** Does something as a caller does, who waits; time passes while he does. */
  <T> T call(Callable<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                done.complete(task.call());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "caller");
    caller.start();
    while (!done.isDone()) {
      Waits.until(() -> done.isDone() || waits(caller));
      if (!done.isDone()) {
        advance(Duration.ofMillis(TICK));
      }
    }
    return Waits.get(done);
  }

  private static boolean waits(Thread caller) {
    Thread.State state = caller.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  void run(Runnable task) {
    call(
        () -> {
          task.run();
          return null;
        });
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.engine.close());
  }

  /** One engine, in an environment of its own. */
  final class Node {

    final FaultyJournal journal = new FaultyJournal(cluster);
    final VirtualEnvironment environment = new VirtualEnvironment(now.get());
    final Engine engine;
    SagaClient<String, String> client;
    private boolean paused;
    private boolean dead;

    Node(Duration grace) {
      engine = new Engine(environment, journal.open(), new TextCodec(), 10_000, grace, false);
      environment.settleWith(engine::isQuiet);
    }

    SagaClient<String, String> register(SagaPlan<Object> plan) {
      return engine.register(plan, "the saga");
    }

    private void tick(long millis) {
      if (dead) {
        return;
      }
      if (paused) {
        environment.jump(millis);
      } else {
        environment.advance(millis);
      }
    }

    /** The process stands still. */
    void pause() {
      paused = true;
    }

    void resume() {
      paused = false;
    }

    /** The process is gone. */
    void crash() {
      environment.crash();
      journal.commits(FaultyJournal.fail());
      journal.cluster().gone(true);
      dead = true;
    }

    /** The engine is closed as users close it. */
    void close() {
      dead = true;
      engine.close();
    }

    boolean owns(String saga, String key) {
      return journal.store().epochFor(saga, key) > 0;
    }

    int shards() {
      return journal.store().cluster().orElseThrow().renew().epochs().size();
    }

    /** A key of a run that this node owns, or will. */
    String key(String saga) {
      return key(saga, "k");
    }

    String key(String saga, String prefix) {
      for (int i = 0; ; i++) {
        if (owns(saga, prefix + i)) {
          return prefix + i;
        }
      }
    }

    RunView view(String saga, String key) {
      return engine
          .find(saga, key)
          .orElseThrow(() -> new AssertionError("There is no run " + saga + " " + key));
    }

    void assertState(String saga, String key, RunState state) {
      assertThat(view(saga, key).state()).isEqualTo(state);
    }
  }
}
