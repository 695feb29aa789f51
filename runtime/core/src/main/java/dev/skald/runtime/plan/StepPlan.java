package dev.skald.runtime.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param <S> the user's class
 * @param ref the step's place, name and result type; for a step that runs for each item of a list,
 *     the type of one item's result
 * @param dependencies the places of the steps that must be settled first, ascending, without
 *     doubles
 * @param needs what must be true of them beyond that they succeeded; each names dependencies only
 * @param gate what the step waits for after them
 * @param locks what the run locks after that, all together
 * @param each the list it runs through, {@code null} for a step that runs once
 * @param effect what the step leaves behind
 * @param afterPivot whether it may run after the point of no return: then its failure does not turn
 *     the run back
 * @param mode how it is called
 * @param pipelined whether steps that wait for it may be called before its record is durable: see
 *     {@link SagaPlan#mayRunAhead}
 * @param variants the classes its result may be of, where other steps run for some of them only;
 *     else empty
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
    List<Need> needs,
    Gate gate,
    List<LockPlan> locks,
    @Nullable EachPlan each,
    Effect effect,
    boolean afterPivot,
    Mode mode,
    boolean pipelined,
    List<Class<?>> variants,
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

  /** How a step is called. */
  public enum Mode {
    /** Again and again, with one key, until its outcome is known or its policy ends. */
    AT_LEAST_ONCE,
    /** Never a second time: that it is called is durable before. */
    AT_MOST_ONCE,
    /** In a transaction of the journal's database, together with its record. */
    TRANSACTIONAL,
    /** It starts a run of another saga, and is done when that run is. */
    CHILD
  }

  /** Copies the lists. */
  public StepPlan {
    dependencies = List.copyOf(dependencies);
    needs = List.copyOf(needs);
    locks = List.copyOf(locks);
    variants = List.copyOf(variants);
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

  /**
   * What the step, or one item of it, is called for people.
   *
   * @param item the item's place in its list; negative for the step as a whole
   * @return {@code name}, or {@code name[place]}
   */
  public String name(int item) {
    return item < 0 ? name() : name() + "[" + item + "]";
  }

  /**
   * Which of the variants a result is of.
   *
   * @param result the step's result
   * @return the place of the first class that fits, -1 for none
   */
  public int variantOf(@Nullable Object result) {
    for (int i = 0; i < variants.size(); i++) {
      if (variants.get(i).isInstance(result)) {
        return i;
      }
    }
    return -1;
  }
}
