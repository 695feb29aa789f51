package dev.skald.simulation;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.simulation.StepShape.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the oracle knows of a run: its durable records, what they say, and what was called. */
final class RunBook {

  /** What may follow the end: it changes nothing. */
  private static final Set<String> AFTER_THE_END =
      Set.of("late_result", "late_signal", "cancel_requested", "deadline_passed");

  private final SagaShape saga;
  private final UUID id;
  private final String key;
  private final List<JournalRecord> records = new ArrayList<>();
  private final Map<Unit, Known> units = new HashMap<>();
  private final Map<String, Long> settled = new HashMap<>();
  private final Set<Unit> called = new LinkedHashSet<>();
  private final Set<String> signalled = new HashSet<>();
  private final Set<String> events = new HashSet<>();
  private final Set<String> timersFired = new HashSet<>();
  private final Set<String> lockedSteps = new HashSet<>();
  private long epoch;
  private RunState state;
  private long stateSince;
  private int compared;
  private boolean turnedBack;
  private boolean completed;
  private int retries;

  /** What the records say of a step or an item. */
  private static final class Known {
    private boolean calling;
    private boolean succeeded;
    private boolean rejected;
    private boolean unknown;
    private boolean skipped;
    private boolean undone;
    private boolean untouched;
    private int retriesWhenUnknown;
    private long changedAt;
  }

  RunBook(SagaShape saga, RunHeader header, long now) {
    this.saga = saga;
    this.id = header.id();
    this.key = header.key();
    this.epoch = header.epoch();
    this.state = header.state();
    this.stateSince = now;
  }

  SagaShape saga() {
    return saga;
  }

  UUID id() {
    return id;
  }

  String key() {
    return key;
  }

  List<JournalRecord> records() {
    return records;
  }

  long epoch() {
    return epoch;
  }

  void epoch(long next) {
    epoch = next;
  }

  RunState state() {
    return state;
  }

  void state(RunState next, long now) {
    if (next != state) {
      state = next;
      stateSince = now;
      completed |= next == RunState.COMPLETED;
    }
  }

  long stateSince() {
    return stateSince;
  }

  int firstNotCompared() {
    return compared;
  }

  void compared() {
    compared = records.size();
  }

  /** Whether it was at its end once: what it held it holds no more, even if it goes back. */
  boolean hasEnded() {
    return completed || state.isEnd();
  }

  /** Whether it was at that end once; its parent may have turned it back since. */
  boolean hasCompleted() {
    return completed;
  }

  boolean hasTurnedBack() {
    return turnedBack;
  }

  void called(Unit unit) {
    called.add(unit);
  }

  Set<Unit> called() {
    return called;
  }

  Set<String> events() {
    return events;
  }

  /** The key that all calls of a step or item carry. */
  String serviceKey(Unit unit) {
    return id + ":" + unit;
  }

  private Known known(Unit unit) {
    return units.computeIfAbsent(unit, u -> new Known());
  }

  /** Takes a record; answers what is wrong with it, {@code null} for nothing. */
  @Nullable String take(JournalRecord entry, long now) {
    records.add(entry);
    if (state.isEnd() && !AFTER_THE_END.contains(entry.kind())) {
      boolean back = state == RunState.COMPLETED && entry.kind().equals("parent_turned_back");
      if (!back && !turnedBackAfterEnd()) {
        return "nothing is written after the end but what comes late";
      }
    }
    switch (entry.kind()) {
      case "rejected", "gave_up", "cancel_requested", "deadline_passed", "parent_turned_back" ->
          turnedBack = true;
      case "marked_undone" -> turnedBack = true;
      case "operator_retry" -> retries++;
      default -> {
        // Of a step, below.
      }
    }
    if (entry.step() == null) {
      return null;
    }
    Unit unit = new Unit(entry.step(), entry.item());
    String wrong = take(unit, entry);
    known(unit).changedAt = now;
    saga.steps().stream()
        .filter(this::isSettled)
        .forEach(step -> settled.putIfAbsent(step.name(), entry.at() - Process.EPOCH));
    return wrong;
  }

  private boolean turnedBackAfterEnd() {
    return state == RunState.COMPLETED && turnedBack;
  }

  private @Nullable String take(Unit unit, JournalRecord entry) {
    Known unitNow = known(unit);
    switch (entry.kind()) {
      case "calling" -> unitNow.calling = true;
      case "locked" -> lockedSteps.add(unit.step());
      case "timer_fired" -> timersFired.add(unit.step());
      case "untouched" -> unitNow.untouched = true;
      case "skipped" -> unitNow.skipped = true;
      case "marked_undone" -> unitNow.undone = true;
      case "rejected" -> unitNow.rejected = true;
      case "gave_up" -> {
        unitNow.unknown = true;
        unitNow.retriesWhenUnknown = retries;
      }
      case "signalled" -> {
        if (!signalled.add(unit.step())) {
          return "one signal is taken for one step";
        }
        events.add(String.valueOf(entry.origin()));
      }
      case "late_signal" -> events.add(String.valueOf(entry.origin()));
      case "supplied", "succeeded" -> {
        return takeSuccess(unit, unitNow);
      }
      case "undone" -> {
        if (unitNow.undone) {
          return "what is undone is not undone again";
        }
        if (!turnedBack) {
          return "nothing is undone unless the run turns back";
        }
        unitNow.undone = true;
      }
      default -> {
        // Changes nothing that is judged.
      }
    }
    return null;
  }

  private @Nullable String takeSuccess(Unit unit, Known unitNow) {
    if (unitNow.succeeded) {
      return "a result is written once";
    }
    if (unitNow.undone) {
      return "what is undone stays so";
    }
    StepShape step = saga.step(unit.step());
    boolean resolved =
        retries > unitNow.retriesWhenUnknown
            || turnedBack && step.undo() == StepShape.Undo.RESULT
            || step.has(Trait.CHILD);
    if ((unitNow.unknown || unitNow.rejected) && !resolved) {
      return "a late result changes nothing";
    }
    unitNow.succeeded = true;
    return null;
  }

  boolean isCalling(Unit unit) {
    return known(unit).calling;
  }

  boolean hasSucceeded(Unit unit) {
    return known(unit).succeeded;
  }

  boolean isUndone(Unit unit) {
    return known(unit).undone;
  }

  /** Whether somebody decided that its effect may stay. */
  boolean isGivenUp(Unit unit) {
    return known(unit).skipped;
  }

  long changedAt(Unit unit) {
    return known(unit).changedAt;
  }

  boolean hasSignal(StepShape step) {
    return signalled.contains(step.name());
  }

  boolean isLocked(StepShape step) {
    return lockedSteps.contains(step.name());
  }

  List<Unit> units(StepShape step) {
    if (!step.has(Trait.LIST)) {
      return List.of(new Unit(step.name(), JournalRecord.NO_ITEM));
    }
    List<Unit> items = new ArrayList<>();
    for (int item = 0; item < StepShape.ITEMS; item++) {
      items.add(new Unit(step.name(), item));
    }
    return items;
  }

  /** Whether the steps after it may run. */
  boolean isSettled(StepShape step) {
    return units(step).stream().allMatch(unit -> known(unit).succeeded || known(unit).skipped);
  }

  /** When all that a step waits for was done, by the clocks of those who wrote it down. */
  long settledAt(StepShape step) {
    return step.after().stream().mapToLong(name -> settled.getOrDefault(name, 0L)).max().orElse(0);
  }

  /** Whether nothing of a step has to be undone any more. */
  boolean isCleared(StepShape step) {
    boolean undoable = step.undo() != StepShape.Undo.NONE || step.has(Trait.CHILD);
    return !undoable || units(step).stream().allMatch(this::isCleared);
  }

  private boolean isCleared(Unit unit) {
    Known now = known(unit);
    boolean mayHaveEffect = now.succeeded || now.unknown || called.contains(unit);
    return !mayHaveEffect || now.undone || now.rejected || now.skipped || now.untouched;
  }

  @Override
  public String toString() {
    return saga.name() + "/" + key + " (" + state + ", " + records.size() + " records)";
  }
}
