package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A method of a saga as it was read.
 *
 * @param where the method
 * @param name its name
 * @param flaws what keeps generated code from calling it, such as {@code "private"}
 * @param step its {@code @Step}
 * @param compensates its {@code @Compensate}: the step it names
 * @param returns its {@code @Returns}
 * @param parallel its {@code @Parallel}
 * @param pivot its {@code @Pivot}
 * @param irreversible its {@code @Irreversible}: the reason
 * @param child its {@code @Child}
 * @param retry its {@code @Retry}
 * @param timeout its {@code @Timeout}
 * @param returnType the type it returns
 * @param result the type of what it gives: that of the value in the stage, if it returns a stage,
 *     and that of the child's result, if it returns the handle of a child
 * @param async whether it returns a stage
 * @param parameters its parameters
 * @param thrown what it declares to throw
 * @param quiet whether warnings are silenced on it
 */
public record MethodDraft(
    Anchor where,
    String name,
    List<String> flaws,
    Optional<StepDraft> step,
    Optional<Located<String>> compensates,
    Optional<Anchor> returns,
    Optional<Anchor> parallel,
    Optional<Anchor> pivot,
    Optional<Located<String>> irreversible,
    Optional<ChildDraft> child,
    Optional<RetryDraft> retry,
    Optional<Located<String>> timeout,
    JavaType returnType,
    JavaType result,
    boolean async,
    List<ParameterDraft> parameters,
    List<ThrownDraft> thrown,
    boolean quiet) {

  /** Copies the lists. */
  public MethodDraft {
    flaws = List.copyOf(flaws);
    parameters = List.copyOf(parameters);
    thrown = List.copyOf(thrown);
  }

  /**
   * Whether the method is part of the saga.
   *
   * @return whether it says that it is a step, an undo or the result method
   */
  public boolean hasRole() {
    return step.isPresent() || compensates.isPresent() || returns.isPresent();
  }

  /**
   * The steps that the method names.
   *
   * @return those in {@code @Compensate}, {@code after} and {@code @From}, whether they exist or
   *     not
   */
  public Stream<Located<String>> namedSteps() {
    return Stream.of(
            compensates.stream(),
            step.stream().flatMap(mark -> mark.after().stream()),
            parameters.stream().flatMap(parameter -> parameter.from().stream()))
        .flatMap(names -> names);
  }

  /**
   * Whether the step only reads.
   *
   * @return whether {@code @Step} says so
   */
  public boolean readOnly() {
    return step.flatMap(StepDraft::readOnly).isPresent();
  }

  /**
   * Whether the step is never called a second time.
   *
   * @return whether {@code @Step} says so
   */
  public boolean atMostOnce() {
    return step.flatMap(StepDraft::atMostOnce).isPresent();
  }

  /**
   * Whether the step shares the journal's transaction.
   *
   * @return whether {@code @Step} says so
   */
  public boolean transactional() {
    return step.flatMap(StepDraft::transactional).isPresent();
  }

  /**
   * Whether others may run ahead of the step's record.
   *
   * @return whether {@code @Step} says so
   */
  public boolean pipelined() {
    return step.flatMap(StepDraft::pipelined).isPresent();
  }

  /**
   * The parameters that take an item of a list.
   *
   * @return those with {@code @Each}; for a step, more than one is an error
   */
  public List<ParameterDraft> items() {
    return parameters.stream()
        .filter(parameter -> parameter.each().isPresent() && !parameter.isOfTheCall())
        .toList();
  }

  /**
   * Whether the method is called for each item of a list.
   *
   * @return whether it takes one
   */
  public boolean isForEach() {
    return !items().isEmpty();
  }

  /**
   * Whether the step may be declined.
   *
   * @return whether it declares a rejection, checked or not
   */
  public boolean mayBeRejected() {
    return thrown.stream().anyMatch(ThrownDraft::rejects)
        || step.filter(mark -> !mark.rejects().isEmpty()).isPresent();
  }
}
