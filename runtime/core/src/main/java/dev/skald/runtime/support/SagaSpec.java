package dev.skald.runtime.support;

import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
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
  private @Nullable Invoker<S> returns;
  private int pivot = SagaPlan.NO_PIVOT;

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
   * The point of no return, written in the source or found by the processor.
   *
   * @param step the pivot
   * @return this
   */
  public SagaSpec<S> pivot(StepRef<?> step) {
    pivot = step.index();
    return this;
  }

  /**
   * What makes the saga's result. Without it the result is that of the single last step.
   *
   * @param invoker calls the result method
   * @return this
   */
  public SagaSpec<S> returns(Invoker<S> invoker) {
    returns = invoker;
    return this;
  }

  /**
   * Makes the plan.
   *
   * @return the plan
   * @throws IllegalArgumentException if the description is not one of a valid graph
   */
  public SagaPlan<S> plan() {
    BitSet turnsBack = turnsBack();
    var plans =
        steps.stream()
            .map(
                step ->
                    step.plan(
                        turnsBack.get(step.index())
                            ? RetryPolicy.STEP_DEFAULT
                            : RetryPolicy.ENDLESS_DEFAULT))
            .toList();
    return new SagaPlan<>(name, version, deadline, input.type(), plans, pivot, returns);
  }

  /** The pivot and the steps it waits for; all steps where there is no pivot. */
  private BitSet turnsBack() {
    BitSet found = new BitSet();
    if (pivot == SagaPlan.NO_PIVOT) {
      found.set(0, steps.size());
      return found;
    }
    Deque<Integer> open = new ArrayDeque<>(List.of(pivot));
    while (!open.isEmpty()) {
      int step = open.remove();
      if (!found.get(step)) {
        found.set(step);
        open.addAll(steps.get(step).dependencies());
      }
    }
    return found;
  }
}
