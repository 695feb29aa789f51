package dev.skald.simulation;

import dev.skald.runtime.spi.Environment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulated process: the world in which one engine lives, from its start to its end. It can be
 * killed, frozen, and have a clock that is wrong.
 */
final class Process implements Environment {

  /** Where virtual time begins, for whoever reads the time of day. */
  static final long EPOCH = 1_750_000_000_000L;

  private final Timeline timeline;
  private final SplittableRandom random;
  private final String name;
  private final int node;
  private final List<Timeline.Event> held = new ArrayList<>();
  private final Set<Timeline.Wait> waits = new LinkedHashSet<>();

  private State state = State.RUNNING;
  private boolean frozen;
  private long clockError;
  private long activeSince;
  private long ids;

  private enum State {
    RUNNING,
    CLOSED,
    DEAD
  }

  Process(Timeline timeline, SplittableRandom random, int node, int life) {
    this.timeline = timeline;
    this.random = random;
    this.node = node;
    this.name = "node" + node + "." + life;
    this.ids = ((long) node << 40) | ((long) life << 24);
    this.activeSince = timeline.now();
  }

  int node() {
    return node;
  }

  @Override
  public String toString() {
    return name;
  }

  boolean isDead() {
    return state == State.DEAD;
  }

  /** Whether it may make calls and start work: not at its end. */
  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean isFrozen() {
    return frozen;
  }

  /** Since when it has not been frozen. */
  long activeSince() {
    return activeSince;
  }

  /** How far the clock is wrong, in milliseconds. */
  void clockError(long millis) {
    clockError = millis;
  }

  void freeze() {
    frozen = true;
  }

  void thaw() {
    if (frozen) {
      frozen = false;
      activeSince = timeline.now();
      timeline.again(List.copyOf(held));
      held.clear();
    }
  }

  /** The process is gone: nothing begins any more, and whatever waits unwinds. */
  void kill() {
    state = State.DEAD;
    frozen = false;
    held.clear();
    List.copyOf(waits).forEach(timeline::kill);
    waits.clear();
  }

  /** Takes an event that cannot happen now, or never will. */
  boolean keeps(Timeline.Event event) {
    if (frozen && !isDead()) {
      held.add(event);
      return true;
    }
    return isDead();
  }

  void waits(Timeline.Wait wait) {
    waits.add(wait);
  }

  void waitsNoMore(Timeline.Wait wait) {
    waits.remove(wait);
  }

  void requireAlive() {
    if (isDead() || timeline.isStopping()) {
      throw new ProcessKilled();
    }
  }

  @Override
  public long now() {
    return EPOCH + timeline.now() + clockError;
  }

  @Override
  public double random() {
    return random.nextDouble();
  }

  @Override
  public UUID newRunId() {
    // Version 7 and the variant of RFC 9562, around the time and a number.
    return new UUID(now() << 16 | 0x7000, Long.MIN_VALUE | ++ids);
  }

  @Override
  public void execute(Runnable task) {
    if (!isRunning()) {
      throw new RejectedExecutionException("closed");
    }
    timeline.after(random.nextInt(3), this, "task", () -> runUnlessClosed(task));
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    if (!isRunning()) {
      return () -> {};
    }
    return timeline.after(delayMillis, this, "timer", () -> runUnlessClosed(task))::cancel;
  }

  private void runUnlessClosed(Runnable task) {
    if (isRunning()) {
      task.run();
    }
  }

  @Override
  public Helper helper(String helperName, Runnable work) {
    return new HelperInTurns(helperName, work);
  }

  @Override
  public void await(CompletableFuture<?> awaited) {
    requireAlive();
    if (!awaited.isDone()) {
      Timeline.Wait wait = timeline.newWait(this, false);
      awaited.whenComplete((value, failure) -> timeline.resume(0, wait));
      timeline.await(wait);
      while (!awaited.isDone()) {
        // Interrupted: whoever waits so is not to take notice.
        await(awaited);
      }
    }
  }

  @Override
  public boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException {
    requireAlive();
    if (!awaited.isDone()) {
      Timeline.Wait wait = timeline.newWait(this, false);
      awaited.whenComplete((value, failure) -> timeline.resume(0, wait));
      timeline.resume(TimeUnit.NANOSECONDS.toMillis(nanos), wait);
      timeline.await(wait);
      if (wait.wasInterrupted()) {
        throw new InterruptedException("in virtual time");
      }
    }
    return awaited.isDone();
  }

  /** Interrupts what waits in user code, and begins nothing more. */
  @Override
  public void close() {
    if (state == State.RUNNING) {
      state = State.CLOSED;
      for (Timeline.Wait wait : List.copyOf(waits)) {
        if (wait.isInUserCode()) {
          timeline.interrupt(wait);
        }
      }
    }
  }

  /** Does one kind of work in turns of its own. */
  private final class HelperInTurns implements Helper {

    private final String helperName;
    private final Runnable work;
    private boolean awake;
    private boolean working;
    private @Nullable CompletableFuture<Void> ended;

    HelperInTurns(String helperName, Runnable work) {
      this.helperName = helperName;
      this.work = work;
    }

    @Override
    public void wake() {
      if (!awake && !isDead()) {
        awake = true;
        timeline.after(0, Process.this, helperName, this::work);
      }
    }

    private void work() {
      if (working) {
        timeline.after(1, Process.this, helperName, this::work);
        return;
      }
      awake = false;
      working = true;
      try {
        work.run();
      } finally {
        working = false;
        if (ended != null) {
          ended.complete(null);
        }
      }
    }

    @Override
    public void close() {
      if (working) {
        ended = new CompletableFuture<>();
        await(ended);
      }
    }
  }
}
