package dev.skald.runtime.plan;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The compiled graph of a saga. Immutable and safe for use by any thread. The order of steps is
 * that of the user's source, and need not be an order of execution.
 *
 * @param <S> the user's class
 */
public final class SagaPlan<S> {

  /** Stands for "the plan has no pivot" in {@link #pivot()}. */
  public static final int NO_PIVOT = -1;

  private final String name;
  private final int version;
  private final @Nullable Duration deadline;
  private final Type inputType;
  private final List<StepPlan<S>> steps;
  private final int pivot;
  private final @Nullable Invoker<S> returns;
  private final int[][] dependencies;
  private final int[][] dependents;
  private final int[] order;
  private final boolean[] beforePivot;
  private final @Nullable StepPlan<S> last;
  private final String fingerprint;

  /**
   * Makes a plan. The processor has proved what a plan must hold; this checks again what the
   * machine relies on, because plans can also be written by hand.
   *
   * @param name the saga's durable name
   * @param version the version, 1 or more
   * @param deadline how long a run may take before it turns back, {@code null} for no limit
   * @param inputType the type of the input
   * @param steps the steps, each at its own index, at least one
   * @param pivot the index of the pivot, or {@link #NO_PIVOT}
   * @param returns makes the result, {@code null} where no method makes one
   * @throws IllegalArgumentException if a step stands at another index than it says, depends on
   *     itself directly or indirectly or on a step that does not exist, lacks an undo that turning
   *     back needs, or has one that is never used
   */
  public SagaPlan(
      String name,
      int version,
      @Nullable Duration deadline,
      Type inputType,
      List<StepPlan<S>> steps,
      int pivot,
      @Nullable Invoker<S> returns) {
    this.name = name;
    this.version = version;
    this.deadline = deadline;
    this.inputType = inputType;
    this.steps = List.copyOf(steps);
    this.pivot = pivot;
    this.returns = returns;
    this.dependencies = Graph.dependencies(this.steps);
    this.dependents = Graph.dependents(name, this.steps);
    this.order = Graph.order(name, this.steps, dependents);
    this.beforePivot = Graph.ancestors(this.steps, pivot);
    this.fingerprint = sha256(canonicalText());
    this.last = findLast();
    this.steps.forEach(this::requireUndo);
  }

  private @Nullable StepPlan<S> findLast() {
    List<StepPlan<S>> sinks =
        steps.stream().filter(step -> dependents[step.index()].length == 0).toList();
    return sinks.size() == 1 ? sinks.get(0) : null;
  }

  /** What lets a run turn back at all: see {@link dev.skald.Pivot}. */
  private void requireUndo(StepPlan<S> step) {
    boolean undoable = step.index() != pivot && canTurnBack(step.index());
    boolean needsUndo = undoable && step.effect() == StepPlan.Effect.EFFECT;
    if (needsUndo != (step.undo() != null)) {
      throw new IllegalArgumentException(
          "Step "
              + step.name()
              + " of "
              + name
              + (needsUndo ? " needs an undo" : " has an undo")
              + ": steps with an effect before the pivot have one, all others have none");
    }
  }

  /**
   * The saga's durable name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The version the author gave this plan.
   *
   * @return the version, 1 or more
   */
  public int version() {
    return version;
  }

  /**
   * How long a run may take before it turns back.
   *
   * @return the deadline, or empty for no limit
   */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /**
   * The type of the input.
   *
   * @return the type
   */
  public Type inputType() {
    return inputType;
  }

  /**
   * All steps; each stands at its own index.
   *
   * @return an immutable list, never empty
   */
  public List<StepPlan<S>> steps() {
    return steps;
  }

  /**
   * One step.
   *
   * @param index its index
   * @return the step
   * @throws IndexOutOfBoundsException if there is none
   */
  public StepPlan<S> step(int index) {
    return steps.get(index);
  }

  /**
   * Finds a step by its durable name.
   *
   * @param step the name
   * @return the step, or empty if the plan has none of that name
   */
  public Optional<StepPlan<S>> find(String step) {
    return steps.stream().filter(s -> s.name().equals(step)).findFirst();
  }

  /**
   * The point of no return.
   *
   * @return the pivot's index, or {@link #NO_PIVOT}
   */
  public int pivot() {
    return pivot;
  }

  /**
   * Whether a failure of the step turns the run back: true for every step of a plan without pivot,
   * for the pivot, and for the steps it waits for. All others may run after the point of no return.
   *
   * @param step the step's index
   * @return whether it belongs to the part that can turn back
   */
  public boolean canTurnBack(int step) {
    return pivot == NO_PIVOT || step == pivot || beforePivot[step];
  }

  /**
   * The steps that a step waits for directly.
   *
   * @param step the step's index
   * @return their indexes, ascending; shared, so not to be changed
   */
  public int[] dependencies(int step) {
    return dependencies[step];
  }

  /**
   * The steps that wait for a step directly.
   *
   * @param step the step's index
   * @return their indexes, ascending; shared, so not to be changed
   */
  public int[] dependents(int step) {
    return dependents[step];
  }

  /**
   * An order of execution: each step stands behind all it waits for.
   *
   * @param place from 0 to the number of steps
   * @return the index of the step at that place
   */
  public int inOrder(int place) {
    return order[place];
  }

  /**
   * What makes the result.
   *
   * @return the call of the result method, or of none
   */
  public Optional<Invoker<S>> returns() {
    return Optional.ofNullable(returns);
  }

  /**
   * The one step whose result is the saga's result where no method makes it.
   *
   * @return the single step no other waits for, or empty where there are several
   */
  public Optional<StepPlan<S>> last() {
    return Optional.ofNullable(last);
  }

  /**
   * Names the plan's structure: SHA-256 over {@link #canonicalText()}. A run stores it and goes on
   * only with a plan of the same fingerprint.
   *
   * @return 64 hexadecimal digits
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The plan's structure as text: what a journal depends on, without policies, which may change
   * while runs are under way.
   *
   * @return one line for each step, in order
   */
  public String canonicalText() {
    StringBuilder text = new StringBuilder("saga ").append(name).append(" v").append(version);
    text.append("\ninput ").append(inputType.getTypeName());
    for (StepPlan<S> step : steps) {
      text.append("\nstep ").append(step.name()).append(" : ");
      text.append(step.ref().type().getTypeName()).append(" after");
      step.dependencies().forEach(d -> text.append(' ').append(steps.get(d).name()));
      text.append(step.index() == pivot ? " pivot" : "");
      text.append(step.effect() == StepPlan.Effect.EFFECT ? "" : " " + step.effect());
      UndoPlan<S> undo = step.undo();
      text.append(undo == null ? "" : " undo " + undo.name() + " needs " + undo.needs());
    }
    return text.append('\n').toString();
  }

  @Override
  public String toString() {
    return name + " v" + version;
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
