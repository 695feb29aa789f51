package dev.skald.runtime.engine;

import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.HashMap;
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

  SagaType(SagaPlan<S> plan, S saga, Payloads payloads) {
    this.plan = plan;
    this.saga = saga;
    this.payloads = payloads;
    this.input = "the input of " + plan.name();
    this.results = new String[plan.steps().size()];
    for (StepPlan<S> step : plan.steps()) {
      indexes.put(step.name(), step.index());
      results[step.index()] = "the result of " + plan.name() + "." + step.name();
    }
  }

  SagaPlan<S> plan() {
    return plan;
  }

  /** The index of a step, or {@code null} if the plan has none of that name. */
  @Nullable Integer indexOf(String step) {
    return indexes.get(step);
  }

  Payload encodeInput(Object value) {
    return payloads.encode(input, value, plan.inputType());
  }

  @Nullable Object decodeInput(byte @Nullable [] bytes) {
    return payloads.decode(input, bytes, plan.inputType());
  }

  Payload encodeResult(int step, @Nullable Object value) {
    return payloads.encode(results[step], value, plan.step(step).ref().type());
  }

  @Nullable Object decodeResult(int step, byte @Nullable [] bytes) {
    return payloads.decode(results[step], bytes, plan.step(step).ref().type());
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
