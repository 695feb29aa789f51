package dev.skald.processor.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type as the user wrote it, without the compiler. Two types are equal if they are the same type;
 * {@link #toString} is the short form a person would say.
 */
public sealed interface JavaType {

  /** No type at all, as in {@code void}. */
  Nothing NOTHING = new Nothing();

  /**
   * The type as an object.
   *
   * @return the box of a primitive, any other type itself
   */
  default JavaType boxed() {
    return this;
  }

  /**
   * Whether this is a class of the given name.
   *
   * @param qualifiedName for example {@code java.util.List}
   * @return whether it is, with whatever type arguments
   */
  default boolean is(String qualifiedName) {
    return this instanceof Declared type && type.qualifiedName().equals(qualifiedName);
  }

  /** {@code void}. */
  record Nothing() implements JavaType {
    @Override
    public String toString() {
      return "void";
    }
  }

  /**
   * A primitive type.
   *
   * @param keyword for example {@code int}
   */
  record Primitive(String keyword) implements JavaType {

    private static final Map<String, String> BOXES =
        Map.of(
            "boolean", "Boolean",
            "byte", "Byte",
            "short", "Short",
            "int", "Integer",
            "long", "Long",
            "char", "Character",
            "float", "Float",
            "double", "Double");

    @Override
    public JavaType boxed() {
      return new Declared("java.lang", List.of(BOXES.getOrDefault(keyword, keyword)), List.of());
    }

    @Override
    public String toString() {
      return keyword;
    }
  }

  /**
   * A class, interface, record or enum.
   *
   * @param packageName its package, empty for none
   * @param names its own name after those of the types around it
   * @param arguments its type arguments; empty if it has none, or is raw
   */
  record Declared(String packageName, List<String> names, List<JavaType> arguments)
      implements JavaType {

    /** Copies the lists. */
    public Declared {
      names = List.copyOf(names);
      arguments = List.copyOf(arguments);
    }

    /**
     * The whole name.
     *
     * @return package and names with dots
     */
    public String qualifiedName() {
      String nested = String.join(".", names);
      return packageName.isEmpty() ? nested : packageName + "." + nested;
    }

    /**
     * The name alone.
     *
     * @return the last name
     */
    public String simpleName() {
      return names.get(names.size() - 1);
    }

    /**
     * The type generated from this one: of the same package, with the types around it in its name.
     *
     * @return for example {@code Outer_PlaceOrderOrchestrator}
     */
    public Declared orchestrator() {
      return new Declared(
          packageName, List.of(String.join("_", names) + "Orchestrator"), List.of());
    }

    @Override
    public String toString() {
      return arguments.isEmpty()
          ? simpleName()
          : arguments.stream()
              .map(JavaType::toString)
              .collect(Collectors.joining(", ", simpleName() + "<", ">"));
    }
  }

  /**
   * An array.
   *
   * @param component the type of its elements
   */
  record ArrayOf(JavaType component) implements JavaType {
    @Override
    public String toString() {
      return component + "[]";
    }
  }

  /**
   * A type variable.
   *
   * @param name its name
   */
  record Variable(String name) implements JavaType {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Whatever else can stand for a type: a wildcard, an intersection, a type that cannot be found.
   *
   * @param text as written
   */
  record Other(String text) implements JavaType {
    @Override
    public String toString() {
      return text;
    }
  }
}
