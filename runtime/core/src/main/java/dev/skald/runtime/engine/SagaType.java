package dev.skald.runtime.engine;

import dev.skald.runtime.PayloadException;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.Facts;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered saga: its plan, and the object whose methods are called.
 *
 * @param <S> the user's class
 */
final class SagaType<S> {

  private final SagaPlan<S> plan;
  private final S saga;
  private final Payloads payloads;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final String input;
  private final String[] results;
  private final boolean hasTransactions;
  private final boolean hasLocks;

  SagaType(SagaPlan<S> plan, S saga, Payloads payloads) {
    this.plan = plan;
    this.saga = saga;
    this.payloads = payloads;
    this.input = "the input of " + plan.name();
    this.results = new String[plan.steps().size()];
    this.hasTransactions =
        plan.steps().stream().anyMatch(s -> s.mode() == StepPlan.Mode.TRANSACTIONAL);
    this.hasLocks = plan.steps().stream().anyMatch(s -> !s.locks().isEmpty());
    for (StepPlan<S> step : plan.steps()) {
      indexes.put(step.name(), step.index());
      results[step.index()] = "the result of " + plan.name() + "." + step.name();
    }
  }

  SagaPlan<S> plan() {
    return plan;
  }

  /** Whether one of its steps borrows the turn of writing. */
  boolean hasTransactions() {
    return hasTransactions;
  }

  /** Whether one of its steps waits for locks. */
  boolean hasLocks() {
    return hasLocks;
  }

  /** The index of a step, or {@code null} if the plan has none of that name. */
  @Nullable Integer indexOf(String step) {
    return indexes.get(step);
  }

  Payload encodeInput(Object value) {
    return payloads.encode(input, value, plan.inputType());
  }

  /**
   * Whether an input that was journaled is the same as a new one, although it is written otherwise:
   * its type may have got a component since then. One that cannot be read is not known to be.
   */
  boolean isSameInput(byte @Nullable [] journaled, Payload given) {
    try {
      Object value = payloads.decode(input, journaled, plan.inputType());
      return value != null && Arrays.equals(encodeInput(value).bytes(), given.bytes());
    } catch (PayloadException e) {
      return false;
    }
  }

  Payload encodeResult(int step, @Nullable Object value) {
    return payloads.encode(results[step], value, plan.step(step).ref().type());
  }

  @Nullable Object decodeResult(int step, byte @Nullable [] bytes) {
    return payloads.decode(results[step], bytes, plan.step(step).ref().type());
  }

  /** Encodes an external event for the step that waits for it. */
  Payload encodeSignal(SignalRef<?> signal, Object event) {
    return payloads.encode(nameOf(signal), event, signal.type());
  }

  private String nameOf(SignalRef<?> signal) {
    return "the signal " + plan.name() + "." + signal.name();
  }

  /** Reads what a record of a kind carries, as far as anybody reads it. */
  Payload decode(Event.Kind kind, int step, byte @Nullable [] bytes) {
    Object value =
        switch (kind) {
          case STARTED -> payloads.decode(input, bytes, plan.inputType());
          case SUCCEEDED, SUPPLIED -> decodeResult(step, bytes);
          case SIGNALLED -> decodeSignal(step, bytes);
          case CHILD_STARTED -> ChildRef.decode(bytes);
          default -> null;
        };
    return new Payload(value, bytes);
  }

  private @Nullable Object decodeSignal(int step, byte @Nullable [] bytes) {
    if (!(plan.step(step).gate() instanceof Gate.ForSignal gate)) {
      throw new UnreadableException("Step " + plan.step(step).name() + " waits for no signal");
    }
    return payloads.decode(nameOf(gate.ref()), bytes, gate.ref().type());
  }

  /** What the machine must know of a value that an event of a kind carries. */
  Facts facts(Event.Kind kind, int step, @Nullable Object value) {
    return switch (kind) {
      case STARTED -> factsOfInput(value);
      case SUCCEEDED, SUPPLIED -> factsOfResult(step, value);
      default -> Facts.NONE;
    };
  }

  Facts factsOfInput(@Nullable Object value) {
    int[] fed = plan.feeds(ItemsRef.INPUT);
    return fed.length == 0 ? Facts.NONE : new Facts(Facts.NO_VARIANT, sizes(fed, input, value));
  }

  /** Throws a {@link PayloadException} if the plan cannot go on with the value. */
  Facts factsOfResult(int step, @Nullable Object value) {
    StepPlan<S> decider = plan.step(step);
    int[] fed = plan.feeds(step);
    if (decider.each() != null || decider.variants().isEmpty() && fed.length == 0) {
      return Facts.NONE;
    }
    int variant = decider.variantOf(value);
    if (variant == Facts.NO_VARIANT && !decider.variants().isEmpty()) {
      throw new PayloadException(
          results[step] + " is of none of the variants that javac saw; compile the saga again");
    }
    return new Facts(variant, sizes(fed, results[step], value));
  }

  private List<Integer> sizes(int[] fed, String what, @Nullable Object value) {
    List<Integer> sizes = new ArrayList<>(fed.length);
    for (int step : fed) {
      sizes.add(size(plan.step(step), what, value));
    }
    return sizes;
  }

  /** Taking the list out is the user's code, and so may be the list. */
  private int size(StepPlan<S> step, String what, @Nullable Object value) {
    EachPlan each = step.each();
    List<?> list;
    int size;
    try {
      list = each == null || value == null ? null : each.items().in(value);
      size = list == null ? 0 : list.size();
    } catch (RuntimeException e) {
      throw new PayloadException(
          "The list for step " + step.name() + " cannot be taken out of " + what + ": " + e, e);
    }
    if (list == null) {
      throw new PayloadException(
          what + " has no list for step " + step.name() + "; an empty one is allowed");
    }
    return size;
  }

  @Nullable Object callStep(int step, Arguments arguments) throws Exception {
    return plan.step(step).invoker().invoke(saga, arguments);
  }

  @Nullable Object callUndo(int step, Arguments arguments) throws Exception {
    return undo(step).invoker().invoke(saga, arguments);
  }

  UndoPlan<S> undo(int step) {
    UndoPlan<S> undo = plan.step(step).undo();
    if (undo == null) {
      throw new IllegalStateException("The machine undid a step without undo: " + plan.step(step));
    }
    return undo;
  }

  /** The saga's result, from the values of a completed run. Runs user code. */
  @Nullable Object result(Arguments arguments) throws Exception {
    if (plan.result() instanceof SagaPlan.Result.Made<S> made) {
      return made.invoker().invoke(saga, arguments);
    }
    StepPlan<S> last = plan.last().orElse(null);
    boolean none = plan.result() instanceof SagaPlan.Result.Nothing<S>;
    if (none || last == null || last.ref().type() == void.class) {
      return null;
    }
    return last.each() == null ? arguments.result(last.ref()) : arguments.results(last.ref());
  }
}
