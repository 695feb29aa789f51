package dev.skald.runtime.plan;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The compiled graph of a saga. Immutable and safe for use by any thread. The order of steps is
 * that of the user's source, and need not be an order of execution.
 *
 * @param <S> the user's class
 */
public final class SagaPlan<S> {

  private final String name;
  private final int version;
  private final @Nullable Duration deadline;
  private final Type inputType;
  private final List<StepPlan<S>> steps;
  private final int[] pivots;
  private final Result<S> result;
  private final Set<String> supersedes;
  private final int[][] dependencies;
  private final int[][] dependents;
  private final int[][] feeds;
  private final int[] order;
  private final BitSet ahead;
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
   * @param pivots the indexes of the points of no return: no two of them on one path
   * @param result what the saga's result is
   * @param fingerprint names the structure, {@code null} to have it computed
   * @param supersedes the fingerprints of former plans of the same version whose runs may go on
   *     with this one
   * @throws IllegalArgumentException if a step stands at another index than it says, depends on
   *     itself directly or indirectly or on a step that does not exist, needs what it does not
   *     depend on, stands on the wrong side of a pivot, lacks an undo that turning back needs, has
   *     one that is never used, or is pipelined and must not be
   */
  public SagaPlan(
      String name,
      int version,
      @Nullable Duration deadline,
      Type inputType,
      List<StepPlan<S>> steps,
      List<Integer> pivots,
      Result<S> result,
      @Nullable String fingerprint,
      Set<String> supersedes) {
    this.name = name;
    this.version = version;
    this.deadline = deadline;
    this.inputType = inputType;
    this.steps = List.copyOf(steps);
    this.pivots = pivots.stream().mapToInt(Integer::intValue).sorted().toArray();
    this.result = result;
    this.supersedes = Set.copyOf(supersedes);
    this.dependencies = Graph.dependencies(this.steps);
    this.dependents = Graph.dependents(name, this.steps);
    this.order = Graph.order(name, this.steps, dependents);
    this.feeds = Graph.feeds(name, this.steps);
    Graph.requireSides(name, this.steps, this.pivots);
    this.ahead = Pipeline.ahead(name, this.steps, this.pivots);
    this.fingerprint = fingerprint != null ? fingerprint : sha256(canonicalText());
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
    boolean undoable = !isPivot(step.index()) && !step.afterPivot();
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
   * The points of no return, at most one on each path.
   *
   * @return their indexes, ascending; shared, so not to be changed
   */
  public int[] pivots() {
    return pivots;
  }

  /**
   * Whether a step is a point of no return.
   *
   * @param step the step's index
   * @return whether it is a pivot
   */
  public boolean isPivot(int step) {
    return Arrays.binarySearch(pivots, step) >= 0;
  }

  /**
   * Whether a failure of the step turns the run back: true for pivots, for what they wait for, and
   * for steps on branches without pivot. All others may run after the point of no return; so may
   * the items of a pivot that runs for each of a list, once the first was called.
   *
   * @param step the step's index
   * @return whether it belongs to the part that can turn back
   */
  public boolean canTurnBack(int step) {
    StepPlan<S> plan = steps.get(step);
    return !plan.afterPivot() && !(plan.each() != null && isPivot(step));
  }

  /**
   * Whether a run can be undone even when it has completed, as that of a child may have to be.
   *
   * @return true if the plan has no pivot
   */
  public boolean isUndoable() {
    return pivots.length == 0;
  }

  /**
   * Whether some step may be called before all it waits for is durable.
   *
   * @return true if {@link #mayRunAhead} is for one
   */
  public boolean isPipelined() {
    return !ahead.isEmpty();
  }

  /**
   * Whether a step may be called while the records of pipelined steps that it waits for are still
   * on their way to the journal: it is just called, and can be undone by its key. All other steps
   * wait until everything before them is durable.
   *
   * @param step the step's index
   * @return true if it waits for a pipelined step, and for no time, event, lock, list or variant;
   *     is called at least once, and no pivot; and has no undo that needs its result
   */
  public boolean mayRunAhead(int step) {
    return ahead.get(step);
  }

  /**
   * The steps that run through a list which a step, or the input, gives.
   *
   * @param source the index of a step, or {@link ItemsRef#INPUT}
   * @return their indexes, ascending; shared, so not to be changed
   */
  public int[] feeds(int source) {
    return feeds[source + 1];
  }

  /**
   * Whether a run may go on with this plan.
   *
   * @param former the fingerprint of the plan it went on with so far
   * @return true for this plan's own, and for those it supersedes
   */
  public boolean accepts(String former) {
    return fingerprint.equals(former) || supersedes.contains(former);
  }

  /**
   * The former plans of this version whose runs may go on with this one.
   *
   * @return their fingerprints, immutable
   */
  public Set<String> supersedes() {
    return supersedes;
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
   * What the saga's result is.
   *
   * @return a method that makes it, the single last step, or nothing
   */
  public Result<S> result() {
    return result;
  }

  /**
   * The one step whose result is the saga's result where the plan says so.
   *
   * @return the single step no other waits for, or empty where there are several
   */
  public Optional<StepPlan<S>> last() {
    return Optional.ofNullable(last);
  }

  /**
   * Names the plan's structure: SHA-256 over a text of it, such as {@link #canonicalText()}. A run
   * stores it and goes on only with a plan of the same fingerprint, or one that {@linkplain
   * #accepts accepts} it.
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
    return Canonical.text(this);
  }

  @Override
  public String toString() {
    return name + " v" + version;
  }

  /**
   * What the result of a saga is.
   *
   * @param <S> the user's class
   */
  public sealed interface Result<S> {

    /**
     * A pure method makes it.
     *
     * @param <S> the user's class
     * @param invoker calls the method
     */
    record Made<S>(Invoker<S> invoker) implements Result<S> {}

    /**
     * It is that of the {@linkplain SagaPlan#last() single last step}, if there is one.
     *
     * @param <S> the user's class
     */
    record OfLastStep<S>() implements Result<S> {}

    /**
     * There is none.
     *
     * @param <S> the user's class
     */
    record Nothing<S>() implements Result<S> {}
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
