package dev.skald.runtime.plan;

import java.lang.reflect.Type;

/**
 * Names the external event that a step waits for, together with its type.
 *
 * @param <T> the event's type
 * @param step the index of the step that waits for it
 * @param name the name under which people know it: that of the orchestrator's method
 * @param type the event's type
 */
// T ties the constant to the event's type at compile time; no component carries it at run time.
@SuppressWarnings("unused")
public record SignalRef<T>(int step, String name, Type type) {

  /**
   * Refers to a signal. That {@code T} fits {@code type} is promised by the generated code.
   *
   * @param <T> the event's type
   * @param step the step that waits for it
   * @param name the name of the orchestrator's method
   * @param type the event's type
   * @return the reference
   */
  public static <T> SignalRef<T> of(StepRef<?> step, String name, Type type) {
    return new SignalRef<>(step.index(), name, type);
  }
}
