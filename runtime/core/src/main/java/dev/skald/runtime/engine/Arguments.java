package dev.skald.runtime.engine;

import dev.skald.Outcome;
import dev.skald.StepContext;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.JournalTransaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a user's method takes, read from the values of its run. The codec, or the step
 * itself, made each value for the very type that the generated reference names, which is why the
 * casts here cannot fail.
 */
@SuppressWarnings({"unchecked", "NullAway"})
final class Arguments implements Call {

  private static final int NO_STEP = -1;

  private final Values values;
  private final @Nullable Context context;
  private final int step;
  private final int item;
  private final boolean stepSucceeded;
  private @Nullable JournalTransaction transaction;

  Arguments(Values values, Context context, int step, int item, boolean stepSucceeded) {
    this(values, step, item, context, stepSucceeded);
  }

  private Arguments(
      Values values, int step, int item, @Nullable Context context, boolean stepSucceeded) {
    this.values = values;
    this.context = context;
    this.step = step;
    this.item = item;
    this.stepSucceeded = stepSucceeded;
  }

  /** For what is pure: the result method, and the keys of locks. */
  static Arguments withoutContext(Values values) {
    return new Arguments(values, NO_STEP, Event.NO_ITEM, null, true);
  }

  /** Offers what takes part in a transaction, for the time of the call. */
  void offer(JournalTransaction offered) {
    transaction = offered;
  }

  @Override
  public <T> T input(InputRef<T> ref) {
    return (T) values.input();
  }

  @Override
  public <T> T result(StepRef<T> ref) {
    return (T) required(own(ref), "Step " + ref.name() + " has no result");
  }

  /** Of the step that is undone it is the item's own. */
  private @Nullable Object own(StepRef<?> ref) {
    return values.result(ref.index(), ref.index() == step ? item : Event.NO_ITEM);
  }

  private static Object required(@Nullable Object value, String otherwise) {
    if (value == null) {
      throw new IllegalStateException(otherwise);
    }
    return value;
  }

  @Override
  public <T> List<T> results(StepRef<T> ref) {
    return (List<T>) values.results(ref.index());
  }

  @Override
  public <T> Optional<T> optional(StepRef<T> ref) {
    return Optional.ofNullable((T) own(ref));
  }

  @Override
  public <T> Optional<T> optional(StepRef<? super T> ref, Class<T> variant) {
    return Optional.ofNullable(own(ref)).filter(variant::isInstance).map(variant::cast);
  }

  @Override
  public <T> T oneOf(List<StepRef<T>> refs) {
    return (T) required(first(refs), "None of " + refs + " has a result");
  }

  @Override
  public <T> Optional<T> optionalOneOf(List<StepRef<T>> refs) {
    return Optional.ofNullable((T) first(refs));
  }

  private <T> @Nullable Object first(List<StepRef<T>> refs) {
    for (StepRef<T> ref : refs) {
      Object value = own(ref);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public <T> T item(ItemsRef<T> items) {
    return (T) values.list(items).get(item);
  }

  @Override
  public <T> T signal(SignalRef<T> signal) {
    return (T) required(values.signal(signal.step()), signal.name() + " has not come");
  }

  @Override
  public <T> Optional<T> optionalSignal(SignalRef<T> signal) {
    return Optional.ofNullable((T) values.signal(signal.step()));
  }

  @Override
  public <T> T resource(Class<T> type) {
    if (transaction == null) {
      throw new IllegalStateException("The call is not part of a transaction");
    }
    return transaction.resource(type);
  }

  @Override
  public <T> Outcome<T> outcome(StepRef<T> ref) {
    String key = required().keyOfStep();
    return stepSucceeded ? new Outcome.Succeeded<>(key, (T) own(ref)) : new Outcome.Unknown<>(key);
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
