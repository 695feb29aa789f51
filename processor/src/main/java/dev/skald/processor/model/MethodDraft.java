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
 * @param retry its {@code @Retry}
 * @param timeout its {@code @Timeout}
 * @param returnType the type it returns
 * @param result the type of what it gives: that of the value in the stage, if it returns a stage
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
   * Whether the step may be declined.
   *
   * @return whether it declares a rejection, checked or not
   */
  public boolean mayBeRejected() {
    return thrown.stream().anyMatch(ThrownDraft::rejects)
        || step.filter(mark -> !mark.rejects().isEmpty()).isPresent();
  }
}
