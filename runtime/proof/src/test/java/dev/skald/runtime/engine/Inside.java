package dev.skald.runtime.engine;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.spi.Environment;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the simulator and the proof must see of an engine, and nobody else. */
public final class Inside {

  private static final int STEP_THREADS = 256;
  private static final Field RUNS = runs();

  private Inside() {}

  private static Field runs() {
    try {
      Field field = Engine.class.getDeclaredField("runs");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("The engine keeps its runs elsewhere by now", e);
    }
  }

  /**
   * The world that an engine lives in unless it is given another one.
   *
   * @return one for one engine, which closes it
   */
  public static Environment realWorld() {
    return new SystemEnvironment(STEP_THREADS);
  }

  /**
   * How many runs an engine keeps in memory.
   *
   * @param engine the engine
   * @return their number
   */
  public static int runsInMemory(SagaEngine engine) {
    return ((Engine) engine).liveRuns();
  }

  /**
   * Compares a run in memory with its records, at a moment when the journal has answered all.
   *
   * @param engine the engine
   * @param saga the saga's name
   * @param key the business key
   * @param epoch what its owner holds it with; a copy with a lower one may be old
   * @param records all its durable records
   * @return what differs; {@code null} if nothing does, or if there is nothing to compare
   */
  public static @Nullable String difference(
      SagaEngine engine, String saga, String key, long epoch, List<JournalRecord> records) {
    Run run = run(engine, saga, key);
    boolean stale = run == null || run.header().epoch() != epoch;
    if (stale || !((Engine) engine).isQuiet()) {
      return null;
    }
    List<Event> events = new ArrayList<>();
    for (JournalRecord entry : records) {
      events.add(Records.toEvent(run.type(), entry));
    }
    SagaState initial = SagaState.initial(run.type().plan());
    SagaState folded =
        SagaMachine.fold(run.type().plan(), initial, events).afterCrash(run.type().plan());
    SagaState live = run.durable().afterCrash(run.type().plan());
    return folded.equals(live) ? null : "in memory " + live + ", in the journal " + folded;
  }

  private static @Nullable Run run(SagaEngine engine, String saga, String key) {
    try {
      return ((Runs) RUNS.get(engine)).live(new RunKey(saga, key));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
