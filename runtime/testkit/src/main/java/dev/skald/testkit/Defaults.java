package dev.skald.testkit;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The value a variable of a type has before anybody sets it. */
final class Defaults {

  private Defaults() {}

  static @Nullable Object of(Class<?> type) {
    return type == void.class || !type.isPrimitive()
        ? null
        : Array.get(Array.newInstance(type, 1), 0);
  }
}
