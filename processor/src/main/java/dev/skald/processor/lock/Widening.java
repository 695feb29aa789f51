package dev.skald.processor.lock;

import java.util.List;
import java.util.Map;

/** Numbers, and the boxes of primitives: where each value of the one is one of the other. */
final class Widening {

  private static final Map<String, String> BOXES =
      Map.of(
          "boolean", "java.lang.Boolean",
          "byte", "java.lang.Byte",
          "short", "java.lang.Short",
          "int", "java.lang.Integer",
          "long", "java.lang.Long",
          "char", "java.lang.Character",
          "float", "java.lang.Float",
          "double", "java.lang.Double");

  /** Whole numbers, each of which has all values of those before it. */
  private static final List<String> WHOLE =
      List.of(
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.math.BigInteger");

  private Widening() {}

  /** Whether every value of a type is one of another, and looks the same in JSON. */
  static boolean allows(TypeRef was, TypeRef is) {
    String from = BOXES.getOrDefault(was.name(), was.name());
    String to = BOXES.getOrDefault(is.name(), is.name());
    boolean isPrimitive = BOXES.containsKey(was.name());
    if (was.equals(is) || !isPrimitive && BOXES.containsKey(is.name())) {
      return false;
    }
    return isPrimitive && from.equals(to)
        || WHOLE.contains(from) && WHOLE.indexOf(from) < WHOLE.indexOf(to);
  }
}
