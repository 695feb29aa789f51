package dev.skald.processor.validate;

import dev.skald.processor.model.JavaType;
import java.util.Set;

/** The types of the JDK that are values, and those that hold values. */
final class Jdk {

  private static final Set<String> VALUES =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.String",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.net.URI",
          "java.util.Currency",
          "java.util.Date",
          "java.util.Locale",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.UUID");

  private static final Set<String> CONTAINERS =
      Set.of(
          "java.util.ArrayList",
          "java.util.Collection",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.List",
          "java.util.Map",
          "java.util.Optional",
          "java.util.Set",
          "java.util.SortedMap",
          "java.util.SortedSet",
          "java.util.TreeMap",
          "java.util.TreeSet");

  private Jdk() {}

  static boolean isValue(JavaType.Declared type) {
    return VALUES.contains(type.qualifiedName()) || type.packageName().equals("java.time");
  }

  static boolean isContainer(JavaType.Declared type) {
    return CONTAINERS.contains(type.qualifiedName());
  }

  static boolean isFromJdk(JavaType.Declared type) {
    return type.packageName().startsWith("java.") || type.packageName().startsWith("javax.");
  }

  static boolean isFuture(JavaType.Declared type) {
    return type.packageName().equals("java.util.concurrent")
        && type.simpleName().endsWith("Future");
  }
}
