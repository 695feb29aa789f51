package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.machine.Event.Kind;
import dev.skald.runtime.plan.SagaPlan;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold of every journal and every call, told from the journal and the calls alone: it
 * looks at no state of the machine.
 */
final class Laws {

  private final SagaPlan<?> plan;
  private final BitSet done = new BitSet();
  private final BitSet neverHappened = new BitSet();
  private final BitSet unknown = new BitSet();
  private final BitSet undone = new BitSet();
  private final BitSet called = new BitSet();
  private final List<BitSet> behind;
  private final Map<Integer, Call> inFlight = new HashMap<>();
  private boolean turnedBack;

  Laws(SagaPlan<?> plan) {
    this.plan = plan;
    this.behind = Graphs.behind(plan);
  }

  boolean isAwaited(Call call) {
    return call.equals(inFlight.get(call.step()));
  }

  void ended(Call call) {
    inFlight.remove(call.step());
  }

  void crashed() {
    inFlight.clear();
  }

  /** The run itself says in which direction it goes; that is not in the journal. */
  void events(List<Event> events, SagaState after) {
    events.forEach(this::event);
    turnedBack = after.phase() == SagaState.Phase.COMPENSATING;
  }

  private void event(Event event) {
    int step = event.step();
    boolean again = event.kind() == Kind.RETRY_SOON || event.kind() == Kind.RETRY_AT;
    assertThat(again && turnedBack).as("%s after turning back", event).isFalse();
    if (event.kind() == Kind.SUCCEEDED || event.kind() == Kind.SUPPLIED) {
      done.set(step);
      neverHappened.clear(step);
      unknown.clear(step);
    } else if (event.kind() == Kind.REJECTED || event.kind() == Kind.UNTOUCHED) {
      neverHappened.set(step);
      unknown.clear(step);
    } else if (event.kind() == Kind.GAVE_UP) {
      unknown.set(step);
    } else if (event.kind() == Kind.OPERATOR_RETRY && !turnedBack) {
      neverHappened.clear();
      unknown.clear();
    } else if (event.kind() == Kind.UNDONE) {
      undone.set(step);
    } else if (event.kind() == Kind.MARKED_UNDONE) {
      (turnedBack ? undone : neverHappened).set(step);
      inFlight.remove(step);
    } else if (event.kind() == Kind.SKIPPED) {
      (turnedBack ? undone : done).set(step);
      unknown.clear(step);
      inFlight.remove(step);
    }
    if (event.kind() == Kind.SUPPLIED) {
      inFlight.remove(step);
    } else if (event.kind() == Kind.ABANDONED) {
      inFlight.clear();
    }
  }

  void calls(List<Call> calls, boolean ended) {
    assertThat(ended && !calls.isEmpty()).as("calls after an end: %s", calls).isFalse();
    for (Call call : calls) {
      Call other = inFlight.put(call.step(), call);
      assertThat(other).as("in flight beside %s", call).isNull();
      called.set(call.step());
      if (call.undo() || turnedBack) {
        back(call);
      } else {
        forward(call);
      }
    }
  }

  private void forward(Call call) {
    assertThat(plan.step(call.step()).dependencies())
        .as("all %s waits for is done", call)
        .allMatch(done::get);
  }

  private void back(Call call) {
    int step = call.step();
    assertThat(turnedBack).as("%s comes only after turning back", call).isTrue();
    assertThat(plan.step(step).undo()).as("undo of %s", call).isNotNull();
    assertThat(neverHappened.get(step)).as("%s, which never happened", call).isFalse();
    assertThat(undone.get(step)).as("%s, which is undone", call).isFalse();
    assertThat(done.get(step) || unknown.get(step)).as("%s ended before", call).isTrue();
    assertThat(call.undo() || unknown.get(step)).as("%s starts something new", call).isTrue();
    for (int dependent : behind.get(step).stream().toArray()) {
      boolean stands = called.get(dependent) && !neverHappened.get(dependent);
      boolean undoable = plan.step(dependent).undo() != null;
      assertThat(stands && undoable && !undone.get(dependent))
          .as("%s before the undo of step %d, which waited for it", call, dependent)
          .isFalse();
    }
    for (Call other : inFlight.values()) {
      boolean draining = !other.undo() && !unknown.get(other.step());
      assertThat(draining).as("%s while %s is still under way", call, other).isFalse();
    }
  }
}
