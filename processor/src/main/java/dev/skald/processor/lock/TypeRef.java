package dev.skald.processor.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as it stands in a lock file: qualified name and arguments, without a space. The n-th type
 * parameter of the type it is part of is {@code $n}, so that renaming one changes nothing.
 *
 * @param name the qualified name, the keyword of a primitive, {@code void}, {@code $0}, or {@link
 *     #ARRAY}
 * @param arguments the type arguments; the component, for an array
 */
record TypeRef(String name, List<TypeRef> arguments) {

  static final String ARRAY = "[]";
  static final TypeRef VOID = new TypeRef("void", List.of());

  /** Nested deeper is no type that a person wrote, and could exhaust the stack. */
  private static final int DEEPEST = 100;

  TypeRef {
    arguments = List.copyOf(arguments);
  }

  boolean is(String qualifiedName) {
    return name.equals(qualifiedName);
  }

  /** What an {@code Optional} holds, or the type itself. */
  TypeRef content() {
    return is("java.util.Optional") && arguments.size() == 1 ? arguments.get(0) : this;
  }

  @Override
  public String toString() {
    if (is(ARRAY)) {
      return arguments.get(0) + ARRAY;
    }
    return arguments.isEmpty()
        ? name
        : arguments.stream()
            .map(TypeRef::toString)
            .collect(Collectors.joining(",", name + "<", ">"));
  }

  /**
   * Reads a type back.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TypeRef parse(String text) {
    Parser parser = new Parser(text);
    TypeRef type = parser.type(0);
    if (parser.at != text.length()) {
      throw new IllegalArgumentException("Not a type: " + text);
    }
    return type;
  }

  private static final class Parser {

    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    TypeRef type(int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("Nested too deep: " + text.length() + " characters");
      }
      TypeRef type = new TypeRef(name(), arguments(depth));
      int nesting = depth;
      while (text.startsWith(ARRAY, at)) {
        at += ARRAY.length();
        type = new TypeRef(ARRAY, List.of(type));
        if (++nesting > DEEPEST) {
          throw new IllegalArgumentException("Nested too deep: " + text.length() + " characters");
        }
      }
      return type;
    }

    private String name() {
      int start = at;
      while (at < text.length() && isPartOfName(text.charAt(at))) {
        at++;
      }
      if (start == at) {
        throw new IllegalArgumentException("Not a type: " + text);
      }
      return text.substring(start, at);
    }

    private static boolean isPartOfName(char c) {
      return c == '.' || Character.isJavaIdentifierPart(c) || Character.isSurrogate(c);
    }

    private List<TypeRef> arguments(int depth) {
      List<TypeRef> arguments = new ArrayList<>();
      if (at < text.length() && text.charAt(at) == '<') {
        do {
          at++;
          arguments.add(type(depth + 1));
        } while (at < text.length() && text.charAt(at) == ',');
        if (at == text.length() || text.charAt(at) != '>') {
          throw new IllegalArgumentException("Not a type: " + text);
        }
        at++;
      }
      return arguments;
    }
  }
}
