package dev.skald.runtime.support;

import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.UndoPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes the undo of a step, for {@link StepSpec#undo}. Used once, by one thread.
 *
 * @param <S> the user's class
 */
public final class UndoSpec<S> {

  private final String name;
  private final Invoker<S> invoker;
  private UndoPlan.Needs needs = UndoPlan.Needs.NOTHING;
  private boolean async;
  private RetryPolicy retry = RetryPolicy.ENDLESS_DEFAULT;
  private @Nullable Duration timeout;

  private UndoSpec(String name, Invoker<S> invoker) {
    this.name = name;
    this.invoker = invoker;
  }

  /**
   * Describes an undo that takes nothing of its own step.
   *
   * @param <S> the user's class
   * @param name the name of the user's method
   * @param invoker calls the method
   * @return a new description
   */
  public static <S> UndoSpec<S> of(String name, Invoker<S> invoker) {
    return new UndoSpec<>(name, invoker);
  }

  /**
   * The undo takes its step's result.
   *
   * @return this
   */
  public UndoSpec<S> needsResult() {
    needs = UndoPlan.Needs.RESULT;
    return this;
  }

  /**
   * The undo takes its step's {@link dev.skald.Outcome}.
   *
   * @return this
   */
  public UndoSpec<S> takesOutcome() {
    needs = UndoPlan.Needs.OUTCOME;
    return this;
  }

  /**
   * The method returns a stage.
   *
   * @return this
   */
  public UndoSpec<S> async() {
    async = true;
    return this;
  }

  /**
   * How attempts are repeated, instead of without limit.
   *
   * @param policy the policy
   * @return this
   */
  public UndoSpec<S> retry(RetryPolicy policy) {
    retry = policy;
    return this;
  }

  /**
   * How long one attempt may take.
   *
   * @param limit the longest time
   * @return this
   */
  public UndoSpec<S> timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  UndoPlan<S> plan() {
    return new UndoPlan<>(name, needs, async, retry, timeout, invoker);
  }
}
