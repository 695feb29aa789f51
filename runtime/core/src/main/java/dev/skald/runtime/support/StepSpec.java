package dev.skald.runtime.support;

import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.plan.UndoPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes one step, for {@link SagaSpec#step}. Used once, by one thread.
 *
 * @param <S> the user's class
 */
public final class StepSpec<S> {

  private final StepRef<?> ref;
  private final Invoker<S> invoker;
  private List<Integer> dependencies = List.of();
  private StepPlan.Effect effect = StepPlan.Effect.EFFECT;
  private boolean async;
  private List<Class<? extends Throwable>> rejects = List.of();
  private @Nullable RetryPolicy retry;
  private @Nullable Duration timeout;
  private @Nullable UndoPlan<S> undo;

  private StepSpec(StepRef<?> ref, Invoker<S> invoker) {
    this.ref = ref;
    this.invoker = invoker;
  }

  /**
   * Describes a step with an effect and without dependencies.
   *
   * @param <S> the user's class
   * @param ref the step's place, name and type
   * @param invoker calls the user's method
   * @return a new description
   */
  public static <S> StepSpec<S> of(StepRef<?> ref, Invoker<S> invoker) {
    return new StepSpec<>(ref, invoker);
  }

  /**
   * The steps this one waits for, whether it takes their results or not.
   *
   * @param steps the steps
   * @return this
   */
  public StepSpec<S> after(StepRef<?>... steps) {
    dependencies = Stream.of(steps).map(StepRef::index).distinct().sorted().toList();
    return this;
  }

  /**
   * The step has no effect.
   *
   * @return this
   */
  public StepSpec<S> readOnly() {
    effect = StepPlan.Effect.NONE;
    return this;
  }

  /**
   * The step's effect is knowingly never undone.
   *
   * @return this
   */
  public StepSpec<S> irreversible() {
    effect = StepPlan.Effect.IRREVERSIBLE;
    return this;
  }

  /**
   * The method returns a stage.
   *
   * @return this
   */
  public StepSpec<S> async() {
    async = true;
    return this;
  }

  /**
   * The exceptions that are a definite rejection.
   *
   * @param types the declared checked exceptions, and those named in {@code rejects}
   * @return this
   */
  @SafeVarargs
  public final StepSpec<S> rejects(Class<? extends Throwable>... types) {
    List<Class<? extends Throwable>> list = new ArrayList<>();
    for (Class<? extends Throwable> type : types) {
      list.add(type);
    }
    rejects = list;
    return this;
  }

  /**
   * How attempts are repeated, instead of the default of the step's place.
   *
   * @param policy the policy
   * @return this
   */
  public StepSpec<S> retry(RetryPolicy policy) {
    retry = policy;
    return this;
  }

  /**
   * How long one attempt may take.
   *
   * @param limit the longest time
   * @return this
   */
  public StepSpec<S> timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /**
   * What undoes the step.
   *
   * @param spec the undo
   * @return this
   */
  public StepSpec<S> undo(UndoSpec<S> spec) {
    undo = spec.plan();
    return this;
  }

  StepPlan<S> plan(RetryPolicy defaultRetry) {
    RetryPolicy policy = retry == null ? defaultRetry : retry;
    return new StepPlan<>(
        ref, dependencies, effect, async, rejects, policy, timeout, invoker, undo);
  }

  int index() {
    return ref.index();
  }

  List<Integer> dependencies() {
    return dependencies;
  }
}
