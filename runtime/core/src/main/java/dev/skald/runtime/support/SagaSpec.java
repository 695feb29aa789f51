package dev.skald.runtime.support;

import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Describes a saga, one line for each step, and makes its plan. Used once, by one thread.
 *
 * <pre>{@code
 * SagaSpec.<PlaceOrder>of("place-order", 1, INPUT)
 *     .deadline(Duration.ofHours(2))
 *     .step(StepSpec.of(Steps.CREATE_ORDER, PlaceOrderOrchestrator::createOrder)
 *         .rejects(InvalidCart.class)
 *         .undo(UndoSpec.of("cancelOrder", PlaceOrderOrchestrator::cancelOrder).takesOutcome()))
 *     .step(...)
 *     .plan();
 * }</pre>
 *
 * @param <S> the user's class
 */
public final class SagaSpec<S> {

  private final String name;
  private final int version;
  private final InputRef<?> input;
  private final List<StepSpec<S>> steps = new ArrayList<>();
  private @Nullable Duration deadline;
  private SagaPlan.Result<S> result = new SagaPlan.Result.OfLastStep<>();
  private final Set<Integer> pivots = new TreeSet<>();
  private @Nullable String fingerprint;
  private Set<String> supersedes = Set.of();

  private SagaSpec(String name, int version, InputRef<?> input) {
    this.name = name;
    this.version = version;
    this.input = input;
  }

  /**
   * Describes a saga without steps.
   *
   * @param <S> the user's class
   * @param name the saga's durable name
   * @param version the version, 1 or more
   * @param input the saga's input
   * @return a new description
   */
  public static <S> SagaSpec<S> of(String name, int version, InputRef<?> input) {
    return new SagaSpec<>(name, version, input);
  }

  /**
   * How long a run may take before it turns back.
   *
   * @param limit the longest time
   * @return this
   */
  public SagaSpec<S> deadline(Duration limit) {
    deadline = limit;
    return this;
  }

  /**
   * Adds a step.
   *
   * @param spec the step; the n-th added has index n - 1
   * @return this
   */
  public SagaSpec<S> step(StepSpec<S> spec) {
    steps.add(spec);
    return this;
  }

  /**
   * A point of no return, written in the source or found by the processor. There may be several if
   * no two of them can lie on the path of one run.
   *
   * @param step a pivot
   * @return this
   */
  public SagaSpec<S> pivot(StepRef<?> step) {
    pivots.add(step.index());
    return this;
  }

  /**
   * What makes the saga's result. Without it the result is that of the single last step.
   *
   * @param invoker calls the result method
   * @return this
   */
  public SagaSpec<S> returns(Invoker<S> invoker) {
    result = new SagaPlan.Result.Made<>(invoker);
    return this;
  }

  /**
   * The saga has no result, although it may have a single last step: that one does not always run.
   *
   * @return this
   */
  public SagaSpec<S> withoutResult() {
    result = new SagaPlan.Result.Nothing<>();
    return this;
  }

  /**
   * Names the structure, as the compiler computed it from the source. Without it the structure of
   * this description is named.
   *
   * @param digits SHA-256, 64 hexadecimal digits
   * @return this
   */
  public SagaSpec<S> fingerprint(String digits) {
    fingerprint = digits;
    return this;
  }

  /**
   * The former plans of this version whose runs may go on with this one, as the lock file says.
   *
   * @param fingerprints their {@linkplain SagaPlan#fingerprint() fingerprints}
   * @return this
   */
  public SagaSpec<S> supersedes(String... fingerprints) {
    supersedes = Set.of(fingerprints);
    return this;
  }

  /**
   * Makes the plan.
   *
   * @return the plan
   * @throws IllegalArgumentException if the description is not one of a valid graph
   */
  public SagaPlan<S> plan() {
    var plans =
        steps.stream().map(step -> step.plan(steps, pivots.contains(step.index()))).toList();
    return new SagaPlan<>(
        name,
        version,
        deadline,
        input.type(),
        plans,
        List.copyOf(pivots),
        result,
        fingerprint,
        supersedes);
  }
}
