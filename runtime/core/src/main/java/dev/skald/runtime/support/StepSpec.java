package dev.skald.runtime.support;

import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.LockPlan;
import dev.skald.runtime.plan.Need;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.plan.UndoPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes one step, for {@link SagaSpec#step}. Used once, by one thread.
 *
 * @param <S> the user's class
 */
public final class StepSpec<S> {

  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

  private final StepRef<?> ref;
  private final Invoker<S> invoker;
  private final SortedSet<Integer> dependencies = new TreeSet<>();
  private final List<Need> needs = new ArrayList<>();
  private final List<When> conditions = new ArrayList<>();
  private final List<LockPlan> locks = new ArrayList<>();
  private Gate gate = Gate.NONE;
  private @Nullable EachPlan each;
  private boolean afterPivot;
  private StepPlan.Mode mode = StepPlan.Mode.AT_LEAST_ONCE;
  private boolean pipelined;
  private List<Class<?>> variants = List.of();
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
   * The steps this one waits for, whether it takes their results or not. It runs only if all of
   * them did.
   *
   * @param steps the steps
   * @return this
   */
  public StepSpec<S> after(StepRef<?>... steps) {
    Stream.of(steps).map(StepRef::index).forEach(dependencies::add);
    return this;
  }

  /**
   * The step waits for another, and runs only if that one's result is of one of the types.
   *
   * @param step the step that decides
   * @param types variants of it, or types above some of them
   * @return this
   */
  public StepSpec<S> when(StepRef<?> step, Class<?>... types) {
    dependencies.add(step.index());
    conditions.add(new When(step.index(), List.of(types)));
    return this;
  }

  /**
   * The step waits for several steps on different branches, and runs if one of them did.
   *
   * @param steps the steps
   * @return this
   */
  public StepSpec<S> afterOneOf(StepRef<?>... steps) {
    return needs(new Need.OneOf(Stream.of(steps).map(StepRef::index).toList()));
  }

  /**
   * The step waits for others, and runs whether they ran or not.
   *
   * @param steps the steps
   * @return this
   */
  public StepSpec<S> afterIfTaken(StepRef<?>... steps) {
    Stream.of(steps).forEach(step -> needs(new Need.IfTaken(step.index())));
    return this;
  }

  private StepSpec<S> needs(Need need) {
    needs.add(need);
    dependencies.addAll(need.steps());
    return this;
  }

  /**
   * The classes the step's result may be of, where others run for some of them only.
   *
   * @param classes the variants, none a subtype of another
   * @return this
   */
  public StepSpec<S> variants(Class<?>... classes) {
    variants = List.of(classes);
    return this;
  }

  /**
   * The step runs once for each item of a list.
   *
   * @param items the list
   * @param concurrency how many items may be under way at a time, 1 or more
   * @return this
   */
  public StepSpec<S> each(ItemsRef<?> items, int concurrency) {
    each = new EachPlan(items, concurrency);
    return this;
  }

  /**
   * The step waits for a time once all before it is done.
   *
   * @param time how long
   * @return this
   */
  public StepSpec<S> delay(Duration time) {
    gate = new Gate.Delay(time);
    return this;
  }

  /**
   * The step waits for an external event, without limit.
   *
   * @param signal the event
   * @return this
   */
  public StepSpec<S> signal(SignalRef<?> signal) {
    gate = new Gate.ForSignal(signal, null, false);
    return this;
  }

  /**
   * The step waits for an external event, and fails if it does not come in time.
   *
   * @param signal the event
   * @param timeout how long it waits
   * @return this
   */
  public StepSpec<S> signalOrFail(SignalRef<?> signal, Duration timeout) {
    gate = new Gate.ForSignal(signal, timeout, false);
    return this;
  }

  /**
   * The step waits for an external event, and runs without it if it does not come in time.
   *
   * @param signal the event
   * @param timeout how long it waits
   * @return this
   */
  public StepSpec<S> signalOrEmpty(SignalRef<?> signal, Duration timeout) {
    gate = new Gate.ForSignal(signal, timeout, true);
    return this;
  }

  /**
   * The run takes a lock before the step, and holds it to its end.
   *
   * @param name the lock's name
   * @param key reads the key, or an iterable of keys, from what the run knows
   * @return this
   */
  public StepSpec<S> exclusive(String name, Function<Call, Object> key) {
    locks.add(new LockPlan(name, key));
    return this;
  }

  /**
   * The step may run after the point of no return.
   *
   * @return this
   */
  public StepSpec<S> afterPivot() {
    afterPivot = true;
    return this;
  }

  /**
   * The step is never called a second time.
   *
   * @return this
   */
  public StepSpec<S> atMostOnce() {
    mode = StepPlan.Mode.AT_MOST_ONCE;
    return this;
  }

  /**
   * The step and its record are one transaction. One attempt takes ten seconds at the most, unless
   * {@link #timeout} says otherwise.
   *
   * @return this
   */
  public StepSpec<S> transactional() {
    mode = StepPlan.Mode.TRANSACTIONAL;
    timeout = timeout == null ? LONGEST_TRANSACTION : timeout;
    return this;
  }

  /**
   * The step starts a run of another saga. Up to the pivot its undo turns that run back.
   *
   * @return this
   */
  public StepSpec<S> child() {
    mode = StepPlan.Mode.CHILD;
    return this;
  }

  /**
   * Steps that wait for this one may be called before its record is durable. Whoever says so
   * promises that the step, called again with the same key, has the same result; and that the undo
   * of each step that may be called so takes no result of a pipelined step.
   *
   * @return this
   */
  public StepSpec<S> pipelined() {
    pipelined = true;
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
   * How attempts are repeated, instead of the default of the step's side of the pivot.
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

  StepPlan<S> plan(List<StepSpec<S>> all, boolean isPivot) {
    conditions.forEach(when -> needs.add(when.resolved(all.get(when.step))));
    return new StepPlan<>(
        ref,
        List.copyOf(dependencies),
        needs,
        gate,
        locks,
        each,
        effect,
        afterPivot,
        mode,
        pipelined,
        variants,
        async,
        rejects,
        retryPolicy(isPivot),
        timeout,
        invoker,
        undoPlan(isPivot));
  }

  private RetryPolicy retryPolicy(boolean isPivot) {
    if (mode == StepPlan.Mode.AT_MOST_ONCE) {
      return RetryPolicy.NEVER;
    }
    boolean cannotTurnBack = afterPivot || isPivot && each != null;
    return retry != null
        ? retry
        : cannotTurnBack ? RetryPolicy.ENDLESS_DEFAULT : RetryPolicy.STEP_DEFAULT;
  }

  private @Nullable UndoPlan<S> undoPlan(boolean isPivot) {
    boolean undoesChild =
        mode == StepPlan.Mode.CHILD && effect == StepPlan.Effect.EFFECT && !isPivot && !afterPivot;
    return undoesChild ? UndoPlan.ofChild() : undo;
  }

  int index() {
    return ref.index();
  }

  /** A condition before all steps are known. */
  private record When(int step, List<Class<?>> types) {

    Need resolved(StepSpec<?> decider) {
      Set<Integer> places = new HashSet<>();
      for (int place = 0; place < decider.variants.size(); place++) {
        Class<?> variant = decider.variants.get(place);
        if (types.stream().anyMatch(type -> type.isAssignableFrom(variant))) {
          places.add(place);
        }
      }
      return new Need.OfVariant(step, places);
    }
  }
}
