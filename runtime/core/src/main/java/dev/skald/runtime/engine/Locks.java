package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Facts;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.plan.LockPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks the journal for the locks of steps, and tells those who wait when their turn may have come.
 * A lock is released by the end of its run alone, so nothing here must happen for it.
 */
final class Locks {

  private static final long HELD_BACK_MILLIS = 1_000;
  private static final int MAX_KEY = 255;

  private static final int LOOKED_AT = 1_000;

  /** In ticks of {@link Rounds}: half a minute. */
  private static final long TELL_AGAIN_TICKS = 120;

  private final Runs runs;
  private final JournalStore store;

  /** Who was told that it may ask again, and at which tick. */
  private Map<UUID, Long> told = Map.of();

  Locks(Runs runs, JournalStore store) {
    this.runs = runs;
    this.store = store;
  }

  /** Asks for the locks of a step; the run is told how that ended. */
  void ask(Run run, Call call) {
    try {
      runs.environment().execute(() -> askNow(run, call));
    } catch (RejectedExecutionException e) {
      run.report(call, new Result.NotAttempted(HELD_BACK_MILLIS));
    }
  }

  private void askNow(Run run, Call call) {
    StepPlan<?> step = run.type().plan().step(call.step());
    List<LockKey> keys;
    try {
      keys = keys(step, Arguments.withoutContext(run.values()));
    } catch (RuntimeException | Error e) {
      String why = "The key of its lock cannot be read: " + e;
      run.report(
          call, new Result.Rejection(new Failure(Failure.Kind.ERROR, step.name(), null, why)));
      return;
    }
    if (keys.isEmpty()) {
      run.report(call, new Result.Success(Payload.NOTHING, Facts.NONE));
      return;
    }
    var write = new JournalWrite.Lock(run.id(), run.header().epoch(), keys);
    runs.committer().submit(new Ticket(run, call, write), runs.mayCommitHere());
  }

  private static List<LockKey> keys(StepPlan<?> step, Arguments arguments) {
    Set<LockKey> keys = new LinkedHashSet<>();
    for (LockPlan lock : step.locks()) {
      Object key = lock.key().apply(arguments);
      if (key instanceof Iterable<?> several) {
        several.forEach(one -> keys.add(new LockKey(lock.name(), text(one))));
      } else {
        keys.add(new LockKey(lock.name(), text(key)));
      }
    }
    return new ArrayList<>(keys);
  }

  private static String text(Object key) {
    String text = key instanceof Enum<?> constant ? constant.name() : key.toString();
    if (text.isEmpty() || text.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          "A lock's key has 1 to " + MAX_KEY + " characters, not " + text.length());
    }
    return text;
  }

  /** A run ended: whoever stands behind it in a queue asks again. */
  void ended(Run run) {
    if (run.type().hasLocks()) {
      runs.soon(run.key(), () -> store.nextInLine(run.id()).forEach(this::tell));
    }
  }

  /** By itself: who is next is told by the journal once, and this one may not be read just now. */
  private void tell(RunHeader next) {
    runs.soon(RunKey.of(next), () -> runs.tellLocksFreed(next));
  }

  /** Tells runs of this engine that hold what they wait for if they ask again. */
  void lookForFreed(JournalCluster cluster, long tick) {
    Map<UUID, Long> now = new HashMap<>();
    for (RunHeader first : cluster.firstInLine(LOOKED_AT)) {
      Long before = told.get(first.id());
      // One that has turned back stands in line until its end, and does not ask any more.
      if (before == null || tick - before >= TELL_AGAIN_TICKS) {
        runs.tellLocksFreed(first);
        now.put(first.id(), tick);
      } else {
        now.put(first.id(), before);
      }
    }
    told = now;
  }

  /** A wish for locks on its way to the journal. */
  private record Ticket(Run run, Call call, JournalWrite.Lock write) implements Committer.Ticket {

    @Override
    public void committed(WriteResult result) {
      Result answer =
          switch (result) {
            case DURABLE -> new Result.Success(Payload.NOTHING, Facts.NONE);
            case QUEUED -> new Result.Queued();
            case EXISTS, ELSEWHERE, FENCED, DIVERGED -> new Result.NotAttempted(HELD_BACK_MILLIS);
          };
      run.report(call, answer);
    }

    @Override
    public void failed(JournalException failure) {
      run.report(call, new Result.NotAttempted(HELD_BACK_MILLIS));
    }
  }
}
