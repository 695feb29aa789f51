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
 */
public record ParameterDraft(
    Anchor where, String name, JavaType type, Optional<Located<String>> from) {

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
}
