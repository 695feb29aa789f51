package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs that several owners in a row came to an end with. One of them may be the reason, and the
 * others only stood beside it: so they are taken up one at a time. The innocent make progress and
 * are none any more; the culprit is alone with its count.
 */
final class Suspects {

  private static final int ADOPTIONS = 3;

  /** A step that takes longer is left running, and the next suspect is taken up beside it. */
  private static final long PATIENCE_MILLIS = 5_000;

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Environment environment;
  private final Queue<Run> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  Suspects(Environment environment) {
    this.environment = environment;
  }

  /** Whether the run is to be taken up alone. */
  static boolean isSuspect(Run run) {
    return run.durable().adoptions() >= ADOPTIONS;
  }

  void add(Run run) {
    waiting.add(run);
    takeUpNext();
  }

  private void takeUpNext() {
    if (!waiting.isEmpty() && busy.compareAndSet(false, true)) {
      Run run = waiting.poll();
      if (run == null) {
        busy.set(false);
        takeUpNext();
      } else {
        run.post(new Input.Adopt(environment.now()));
        watch(run, environment.now() + PATIENCE_MILLIS);
      }
    }
  }

  private void watch(Run run, long until) {
    boolean progressed = run.isGone() || !isSuspect(run);
    if (progressed || environment.now() >= until) {
      busy.set(false);
      takeUpNext();
    } else {
      environment.schedule(LOOK_EVERY_MILLIS, () -> watch(run, until));
    }
  }
}
