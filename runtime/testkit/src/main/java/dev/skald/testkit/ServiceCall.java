package dev.skald.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One call of a scripted service.
 *
 * @param name the service and the method, for people
 * @param method the method's name
 * @param args what it was given, in order; may hold {@code null}
 * @param within the call of a step or undo in which it was made; empty if it was made by another
 *     thread than the engine's
 * @param idempotencyKey that of the {@code StepContext} among the arguments, or else of the step or
 *     undo in which it was made
 */
public record ServiceCall(
    String name,
    String method,
    List<Object> args,
    Optional<StepCall> within,
    Optional<String> idempotencyKey) {

  /** Copies the list. */
  public ServiceCall {
    args = Collections.unmodifiableList(new ArrayList<>(args));
  }

  /** Without the arguments, which may be secrets. */
  @Override
  public String toString() {
    return name + within.map(call -> " (in " + call + ")").orElse("");
  }
}
