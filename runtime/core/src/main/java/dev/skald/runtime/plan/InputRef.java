package dev.skald.runtime.plan;

import java.lang.reflect.Type;

/**
 * Names a saga's input together with its type.
 *
 * @param <T> the input's type
 * @param type the input's type
 */
// T ties the constant to the input's type at compile time; no component carries it at run time.
@SuppressWarnings("unused")
public record InputRef<T>(Type type) {

  /**
   * Refers to an input. That {@code T} fits {@code type} is promised by the generated code.
   *
   * @param <T> the input's type
   * @param type the input's type
   * @return the reference
   */
  public static <T> InputRef<T> of(Type type) {
    return new InputRef<>(type);
  }
}
