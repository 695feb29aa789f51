package dev.skald.runtime.engine;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.plan.SagaPlan;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Events as journal records, and back. The names of kinds and steps are durable. */
final class Records {

  /** In a record, 0 stands for "no point of time"; a run without deadline has none. */
  private static final long NO_TIME = 0;

  private static final Map<Event.Kind, String> NAMES = new EnumMap<>(Event.Kind.class);
  private static final Map<String, Event.Kind> KINDS = new HashMap<>();

  /** What carries a value of some step. */
  private static final Set<Event.Kind> CARRY_VALUES =
      EnumSet.of(
          Event.Kind.SUCCEEDED,
          Event.Kind.SUPPLIED,
          Event.Kind.SIGNALLED,
          Event.Kind.CHILD_STARTED);

  static {
    for (Event.Kind kind : Event.Kind.values()) {
      NAMES.put(kind, kind.name().toLowerCase(Locale.ROOT));
      KINDS.put(NAMES.get(kind), kind);
    }
  }

  private Records() {}

  static JournalRecord of(SagaPlan<?> plan, Event event, int seq, long at) {
    boolean ofRun = event.step() == Event.NO_STEP;
    byte[] bytes = event.value() instanceof Payload payload ? payload.bytes() : null;
    return new JournalRecord(
        seq,
        at,
        NAMES.get(event.kind()),
        ofRun ? null : plan.step(event.step()).name(),
        event.item(),
        event.attempts(),
        event.dueAt() == Long.MAX_VALUE ? NO_TIME : event.dueAt(),
        event.failure(),
        event.origin(),
        bytes);
  }

  /**
   * Reads a record back.
   *
   * @throws UnreadableException if the record is not of a kind or step that this version and plan
   *     know
   */
  static Event toEvent(SagaType<?> type, JournalRecord entry) {
    Event.Kind kind = kind(entry);
    int step = Event.NO_STEP;
    if (entry.step() != null) {
      Integer index = type.indexOf(entry.step());
      if (index == null) {
        throw new UnreadableException(
            "Record " + entry.seq() + " names step " + entry.step() + ", which the plan has not");
      }
      step = index;
    }
    if (step == Event.NO_STEP && CARRY_VALUES.contains(kind)) {
      throw new UnreadableException("Record " + entry.seq() + " names no step");
    }
    boolean noDeadline = kind == Event.Kind.STARTED && entry.dueAt() == NO_TIME;
    Payload payload = type.decode(kind, step, entry.payload());
    return new Event(
        kind,
        step,
        entry.item(),
        entry.attempt(),
        noDeadline ? Long.MAX_VALUE : entry.dueAt(),
        entry.failure(),
        entry.origin(),
        payload,
        type.facts(kind, step, payload.value()));
  }

  private static Event.Kind kind(JournalRecord entry) {
    Event.Kind kind = KINDS.get(entry.kind());
    if (kind == null) {
      throw new UnreadableException(
          "Record "
              + entry.seq()
              + " is of the kind \""
              + entry.kind()
              + "\", which this version does not know");
    }
    return kind;
  }
}
