package dev.skald.runtime.engine;

import dev.skald.Outcome;
import dev.skald.StepContext;
import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a call of a user's method takes, read from the values of its run. */
final class Arguments implements Call {

  private final Values values;
  private final @Nullable Context context;
  private final boolean stepSucceeded;

  Arguments(Values values, @Nullable Context context, boolean stepSucceeded) {
    this.values = values;
    this.context = context;
    this.stepSucceeded = stepSucceeded;
  }

  /** For the result method, which is pure. */
  static Arguments withoutContext(Values values) {
    return new Arguments(values, null, true);
  }

  // The codec made the value for the very type that the generated reference names.
  @SuppressWarnings({"unchecked", "NullAway"})
  @Override
  public <T> T input(InputRef<T> ref) {
    return (T) values.input();
  }

  // The codec, or the step itself, made the value for the very type that the reference names.
  @SuppressWarnings({"unchecked", "NullAway"})
  @Override
  public <T> T result(StepRef<T> step) {
    Object value = values.result(step.index());
    if (value == null) {
      throw new IllegalStateException("Step " + step.name() + " has no result");
    }
    return (T) value;
  }

  // A step without result has the type Void, whose only value is null.
  @SuppressWarnings({"unchecked", "NullAway"})
  @Override
  public <T> Outcome<T> outcome(StepRef<T> step) {
    String key = required().keyOfStep();
    return stepSucceeded
        ? new Outcome.Succeeded<>(key, (T) values.result(step.index()))
        : new Outcome.Unknown<>(key);
  }

  @Override
  public <T> List<T> results(StepRef<T> step) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> optional(StepRef<T> step) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> optional(StepRef<? super T> step, Class<T> variant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T oneOf(List<StepRef<T>> steps) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> optionalOneOf(List<StepRef<T>> steps) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T item(ItemsRef<T> items) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T signal(SignalRef<T> signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> optionalSignal(SignalRef<T> signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T resource(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StepContext context() {
    return required();
  }

  private Context required() {
    if (context == null) {
      throw new IllegalStateException("The result method is pure, and has no context");
    }
    return context;
  }
}
