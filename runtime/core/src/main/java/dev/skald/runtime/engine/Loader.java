package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.StoredRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads runs from the journal. Nothing that stands there makes it fail otherwise than by type. */
final class Loader {

  private static final int PAGE = 500;

  /** Of each of many runs at once: more than most have, and yet little. */
  private static final int FIRST_PAGE = 50;

  private final JournalStore store;
  private final SagaTypes types;

  Loader(JournalStore store, SagaTypes types) {
    this.store = store;
    this.types = types;
  }

  /**
   * Reads a run.
   *
   * @throws dev.skald.runtime.JournalException if the store fails, which says nothing of the run
   */
  Loaded load(RunHeader header) {
    return load(new StoredRun(header, List.of()));
  }

  /** The same for a run of which the first records, if there are any, were read before. */
  Loaded load(StoredRun run) {
    RunHeader header = run.header();
    SagaType<?> type = types.find(header.saga(), header.fingerprint());
    if (type == null) {
      return new Loaded.NoPlan(noPlan(header, types.has(header.saga(), header.version())));
    }
    List<JournalRecord> records = readAll(run);
    try {
      return read(type, records);
    } catch (UnreadableException e) {
      return new Loaded.Unreadable(e.failure());
    } catch (RuntimeException e) {
      // Lists and variants are taken out of values by the user's code.
      return new Loaded.Unreadable(
          new UnreadableException("It fails to be read: " + e, e).failure());
    }
  }

  /** Whether a saga with the run's plan is registered. */
  boolean hasPlan(RunHeader header) {
    return types.find(header.saga(), header.fingerprint()) != null;
  }

  /** The payload a run was started with, or {@code null} if its first record cannot be found. */
  byte @Nullable [] inputOf(RunHeader header) {
    List<JournalRecord> first = store.read(header.id(), 0, 1);
    return first.isEmpty() ? null : first.get(0).payload();
  }

  private static Failure noPlan(RunHeader header, boolean versionIsThere) {
    String plan = header.fingerprint().substring(0, Math.min(12, header.fingerprint().length()));
    String needs =
        "It needs version " + header.version() + " of " + header.saga() + " (plan " + plan + "), ";
    String lockFile = header.saga() + "-v" + header.version() + ".lock";
    String wayOut =
        versionIsThere
            ? "but that version is registered with another plan, which does not take over from it: "
                + "accept the change if "
                + lockFile
                + " allows it; else put the old steps back, and give the changed saga a version of"
                + " its own"
            : "which is not registered; it goes on when that version is deployed again ("
                + lockFile
                + " lists its plan)";
    return new Failure(Failure.Kind.UNREADABLE, null, null, needs + wayOut);
  }

  /** The runs that there are, each with a first page of its journal. */
  List<StoredRun> findAll(Collection<RunHeader> runs) {
    return store.findAll(runs, FIRST_PAGE);
  }

  private List<JournalRecord> readAll(StoredRun run) {
    List<JournalRecord> all = new ArrayList<>(run.records());
    boolean more = all.isEmpty() || all.size() == FIRST_PAGE;
    while (more) {
      List<JournalRecord> page = store.read(run.header().id(), all.size(), PAGE);
      all.addAll(page);
      more = page.size() == PAGE;
    }
    return all;
  }

  private static Loaded.Readable read(SagaType<?> type, List<JournalRecord> records) {
    List<Event> events = new ArrayList<>(records.size());
    for (JournalRecord entry : records) {
      if (entry.seq() != events.size()) {
        throw new UnreadableException("Record " + events.size() + " is missing");
      }
      events.add(event(type, entry));
    }
    if (events.isEmpty() || events.get(0).kind() != Event.Kind.STARTED) {
      throw new UnreadableException("The first record is not that of a start");
    }
    SagaState state = fold(type, events).afterCrash(type.plan());
    Values values = new Values(type.plan(), input(events.get(0)));
    events.forEach(values::take);
    return new Loaded.Readable(type, values, state, events.get(0).dueAt(), events.size());
  }

  private static Event event(SagaType<?> type, JournalRecord entry) {
    try {
      return Records.toEvent(type, entry);
    } catch (PayloadException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable Object input(Event started) {
    return started.value() instanceof Payload payload ? payload.value() : null;
  }

  private static SagaState fold(SagaType<?> type, List<Event> events) {
    try {
      return SagaMachine.fold(type.plan(), SagaState.initial(type.plan()), events);
    } catch (RuntimeException e) {
      throw new UnreadableException("The records do not fit the plan: " + e.getMessage(), e);
    }
  }
}
