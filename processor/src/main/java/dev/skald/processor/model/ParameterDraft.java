package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;
import java.util.Optional;

/**
 * A parameter as it was read.
 *
 * @param where the parameter
 * @param name its name
 * @param type its type
 * @param from its {@code @From}: the step it names
 * @param each its {@code @Each}
 * @param signal its {@code @Signal}
 * @param exclusive its {@code @Exclusive}: the lock it names
 */
public record ParameterDraft(
    Anchor where,
    String name,
    JavaType type,
    Optional<Located<String>> from,
    Optional<EachDraft> each,
    Optional<SignalDraft> signal,
    Optional<Located<String>> exclusive) {

  /**
   * Whether it takes the context of the call.
   *
   * @return whether its type is {@code StepContext}
   */
  public boolean isContext() {
    return type.is("dev.skald.StepContext");
  }

  /**
   * Whether it takes the outcome of the undone step.
   *
   * @return whether its type is {@code Outcome}
   */
  public boolean isOutcome() {
    return type.is("dev.skald.Outcome");
  }

  /**
   * Whether it takes the transaction of a step.
   *
   * @return whether its type is {@code Connection}
   */
  public boolean isConnection() {
    return type.is("java.sql.Connection");
  }

  /**
   * Whether its value is none of the saga's own data.
   *
   * @return whether it takes the context, an outcome or a connection
   */
  public boolean isOfTheCall() {
    return isContext() || isOutcome() || isConnection();
  }
}
