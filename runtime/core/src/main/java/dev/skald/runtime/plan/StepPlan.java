package dev.skald.runtime.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param <S> the user's class
 * @param ref the step's place, name and result type
 * @param dependencies the places of the steps that must have succeeded first, ascending, without
 *     doubles
 * @param effect what the step leaves behind
 * @param async whether the method returns a stage
 * @param rejects the exception types that are a definite rejection
 * @param retry how its attempts are repeated
 * @param timeout how long one attempt may take, {@code null} for no limit
 * @param invoker calls the method
 * @param undo the step's undo, {@code null} for none
 */
public record StepPlan<S>(
    StepRef<?> ref,
    List<Integer> dependencies,
    Effect effect,
    boolean async,
    List<Class<? extends Throwable>> rejects,
    RetryPolicy retry,
    @Nullable Duration timeout,
    Invoker<S> invoker,
    @Nullable UndoPlan<S> undo) {

  /** What a step leaves behind. */
  public enum Effect {
    /** Nothing: the step only reads. */
    NONE,
    /** Something that its undo takes back, or that the pivot makes final. */
    EFFECT,
    /** Something that is knowingly never undone. */
    IRREVERSIBLE
  }

  /** Copies the lists. */
  public StepPlan {
    dependencies = List.copyOf(dependencies);
    rejects = List.copyOf(rejects);
  }

  /**
   * The step's place in the plan.
   *
   * @return the index, from 0
   */
  public int index() {
    return ref.index();
  }

  /**
   * The step's durable name.
   *
   * @return the name of the user's method
   */
  public String name() {
    return ref.name();
  }
}
