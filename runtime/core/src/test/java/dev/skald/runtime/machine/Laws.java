package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of every journal and every call, told from the journal and the calls alone: it
 * looks at no state of the machine.
 */
final class Laws {

  /** A step, or one item of it. */
  private record Place(int step, int item) {
    static Place of(Event event) {
      return new Place(event.step(), event.item());
    }

    static Place of(Call call) {
      return new Place(call.step(), call.item());
    }
  }

  private final SagaPlan<?> plan;
  private final Set<Place> done = new HashSet<>();
  private final Set<Place> neverHappened = new HashSet<>();
  private final Set<Place> unknown = new HashSet<>();
  private final Set<Place> undone = new HashSet<>();
  private final Set<Place> undoFailed = new HashSet<>();
  private final Set<Place> called = new HashSet<>();
  private final Set<Place> ranAhead = new HashSet<>();
  private final Set<Place> childKnown = new HashSet<>();
  private final Set<Integer> pastGate = new HashSet<>();
  private final Set<Integer> locked = new HashSet<>();
  private final Map<Integer, Long> armed = new HashMap<>();
  private final List<BitSet> behind;
  private final Map<Place, Call> inFlight = new HashMap<>();
  private boolean turnedBack;

  Laws(SagaPlan<?> plan) {
    this.plan = plan;
    this.behind = Graphs.behind(plan);
  }

  boolean isAwaited(Call call) {
    return call.equals(inFlight.get(Place.of(call)));
  }

  void ended(Call call, Input.Result result) {
    inFlight.remove(Place.of(call));
    if (result instanceof Input.Result.NotAttempted && call.kind() == Call.Kind.STEP) {
      called.remove(Place.of(call));
    }
  }

  void crashed() {
    inFlight.clear();
  }

  /** Calls were made, and nothing in the journal is left of the decision to make them. */
  void madeAhead(List<Call> calls) {
    calls.stream().map(Place::of).forEach(called::add);
  }

  /** The run itself says in which direction it goes; that is not in the journal. */
  void events(List<Event> events, SagaState after, long at) {
    events.forEach(event -> event(event, at));
    boolean before = turnedBack;
    turnedBack = after.phase() == SagaState.Phase.COMPENSATING;
    if (turnedBack && !before) {
      // What is not the call of a service is not awaited any more.
      inFlight.values().removeIf(c -> c.kind() == Call.Kind.LOCK || c.kind() == Call.Kind.CHILD);
    }
  }

  private void event(Event event, long at) {
    Place place = Place.of(event);
    switch (event.kind()) {
      case RETRY_SOON, RETRY_AT ->
          assertThat(turnedBack).as("%s after turning back", event).isFalse();
      case SUCCEEDED, SUPPLIED -> {
        done.add(place);
        neverHappened.remove(place);
        unknown.remove(place);
      }
      case REJECTED, UNTOUCHED -> {
        neverHappened.add(place);
        unknown.remove(place);
      }
      case GAVE_UP -> unknown.add(place);
      case RAN_AHEAD -> ranAhead.add(place);
      case CHILD_STARTED -> childKnown.add(place);
      case LOCKED -> locked.add(event.step());
      case SIGNALLED -> {
        pastGate.add(event.step());
        armed.remove(event.step());
      }
      case TIMER_ARMED -> armed(event, at);
      case TIMER_FIRED -> fired(event, at);
      case OPERATOR_RETRY -> {
        undoFailed.clear();
        if (!turnedBack) {
          neverHappened.clear();
          unknown.clear();
        }
      }
      case UNDONE -> undone.add(place);
      case UNDO_GAVE_UP -> undoFailed.add(place);
      case MARKED_UNDONE -> (turnedBack ? undone : neverHappened).add(place);
      case SKIPPED -> {
        (turnedBack ? undone : done).add(place);
        unknown.remove(place);
      }
      default -> {}
    }
    switch (event.kind()) {
      case MARKED_UNDONE, SKIPPED, SUPPLIED -> inFlight.remove(place);
      case ABANDONED -> inFlight.clear();
      default -> {}
    }
  }

  private void armed(Event event, long at) {
    long wait = plan.step(event.step()).gate().waitMillis();
    assertThat(event.dueAt()).as("%s waits as long as its plan says", event).isEqualTo(at + wait);
    armed.put(event.step(), event.dueAt());
  }

  private void fired(Event event, long at) {
    Long dueAt = armed.remove(event.step());
    if (dueAt != null && event.item() == Event.NO_ITEM) {
      assertThat(at).as("%s is not early", event).isGreaterThanOrEqualTo(dueAt);
      pastGate.add(event.step());
    }
  }

  void calls(List<Call> calls, boolean ended) {
    assertThat(ended && !calls.isEmpty()).as("calls after an end: %s", calls).isFalse();
    for (Call call : calls) {
      Call other = inFlight.put(Place.of(call), call);
      assertThat(other).as("in flight beside %s", call).isNull();
      if (call.undo() || turnedBack) {
        back(call);
      } else {
        forward(call);
      }
      if (call.kind() == Call.Kind.STEP) {
        boolean once = plan.step(call.step()).mode() == Mode.AT_MOST_ONCE;
        assertThat(called.add(Place.of(call)) || !once).as("%s is the first call", call).isTrue();
      }
      notTooMany(call);
    }
  }

  private void notTooMany(Call call) {
    EachPlan each = plan.step(call.step()).each();
    if (each != null && call.kind() != Call.Kind.LOCK) {
      assertThat(inFlight.keySet().stream().filter(place -> place.step() == call.step()).count())
          .as("items under way with %s", call)
          .isLessThanOrEqualTo(each.concurrency());
    }
  }

  private void forward(Call call) {
    StepPlan<?> step = plan.step(call.step());
    boolean conditional = !step.needs().isEmpty();
    assertThat(step.dependencies())
        .as("all %s waits for is done", call)
        .allMatch(d -> conditional || isDone(d));
    boolean gated = !(step.gate() instanceof Gate.None);
    assertThat(!gated || pastGate.contains(call.step())).as("%s is past its gate", call).isTrue();
    boolean holds = step.locks().isEmpty() || call.kind() == Call.Kind.LOCK;
    assertThat(holds || locked.contains(call.step())).as("%s holds its locks", call).isTrue();
    assertThat(call.kind() != Call.Kind.CHILD || childKnown.contains(Place.of(call)))
        .as("%s has a child", call)
        .isTrue();
  }

  /** A list may be empty; how long it is, is not in the journal. */
  private boolean isDone(int step) {
    return plan.step(step).each() != null || done.contains(new Place(step, Event.NO_ITEM));
  }

  private void back(Call call) {
    Place place = Place.of(call);
    StepPlan<?> step = plan.step(call.step());
    assertThat(turnedBack).as("%s comes only after turning back", call).isTrue();
    assertThat(call.kind())
        .as("%s in a run that turned back", call)
        .isIn(Call.Kind.STEP, Call.Kind.UNDO);
    assertThat(step.undo()).as("undo of %s", call).isNotNull();
    assertThat(neverHappened.contains(place)).as("%s, which never happened", call).isFalse();
    assertThat(undone.contains(place)).as("%s, which is undone", call).isFalse();
    boolean cutOff = childKnown.contains(place);
    boolean ended = done.contains(place) || unknown.contains(place);
    assertThat(ended || cutOff || ranAhead.contains(place)).as("%s ended before", call).isTrue();
    boolean lacks = step.mode() == Mode.CHILD ? !cutOff : unknown.contains(place);
    assertThat(call.undo() || lacks).as("%s starts something new", call).isTrue();
    assertThat(call.undo() && step.mode() == Mode.CHILD && !cutOff)
        .as("%s of a child nobody knows", call)
        .isFalse();
    for (int dependent : behind.get(call.step()).stream().toArray()) {
      boolean stands =
          plan.step(dependent).undo() != null
              && called.stream()
                  .filter(other -> other.step() == dependent)
                  .anyMatch(other -> !neverHappened.contains(other) && !undone.contains(other));
      assertThat(stands)
          .as("%s before the undo of step %d, which waited for it", call, dependent)
          .isFalse();
    }
    for (Call other : inFlight.values()) {
      boolean draining =
          !other.undo() && !unknown.contains(Place.of(other)) && !isResolved(Place.of(other));
      assertThat(draining).as("%s while %s is still under way", call, other).isFalse();
    }
  }

  /** A child's start is repeated also where a person has said what its result is. */
  private boolean isResolved(Place place) {
    return plan.step(place.step()).mode() == Mode.CHILD && done.contains(place);
  }
}
