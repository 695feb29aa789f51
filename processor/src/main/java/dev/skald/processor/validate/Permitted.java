package dev.skald.processor.validate;

import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.TypeShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A permitted subtype of a sealed type whose type arguments are known.
 *
 * @param type the subtype, with type arguments as far as they are known
 * @param fit whether they are
 */
record Permitted(JavaType.Declared type, Fit fit) {

  /** How a permitted subtype fits to the type arguments of the sealed type. */
  enum Fit {
    /** It is a subtype, and its own type arguments follow. */
    KNOWN,
    /** It is a subtype, but its own type arguments could be anything. */
    OPEN,
    /** No object of it can be of the sealed type, because its type arguments differ. */
    NEVER
  }

  /**
   * Finds the type arguments.
   *
   * @param generic the subtype in terms of its own type parameters
   * @param sealed the sealed type as it is used
   */
  static Permitted of(
      JavaType.Declared generic, JavaType.Declared sealed, Map<String, TypeShape> shapes) {
    TypeShape shape = shapes.get(generic.qualifiedName());
    Optional<JavaType.Declared> above =
        shape == null
            ? Optional.empty()
            : shape.supertypes().stream().filter(s -> s.is(sealed.qualifiedName())).findFirst();
    if (above.isEmpty()) {
      return new Permitted(generic, generic.arguments().isEmpty() ? Fit.KNOWN : Fit.OPEN);
    }
    Map<String, JavaType> found = new HashMap<>();
    boolean fits = matches(above.get().arguments(), sealed.arguments(), found);
    JavaType.Declared type = (JavaType.Declared) put(generic, found);
    boolean known = found.keySet().containsAll(shape.parameters());
    return new Permitted(type, !fits ? Fit.NEVER : known ? Fit.KNOWN : Fit.OPEN);
  }

  private static boolean matches(
      List<JavaType> patterns, List<JavaType> types, Map<String, JavaType> found) {
    boolean matches = patterns.size() == types.size();
    for (int i = 0; matches && i < types.size(); i++) {
      matches = matches(patterns.get(i), types.get(i), found);
    }
    return matches;
  }

  private static boolean matches(JavaType pattern, JavaType type, Map<String, JavaType> found) {
    if (pattern instanceof JavaType.Variable variable) {
      JavaType known = found.putIfAbsent(variable.name(), type);
      return known == null || known.equals(type);
    }
    if (pattern instanceof JavaType.ArrayOf array && type instanceof JavaType.ArrayOf other) {
      return matches(array.component(), other.component(), found);
    }
    return pattern instanceof JavaType.Declared declared
            && type instanceof JavaType.Declared other
            && declared.is(other.qualifiedName())
        ? matches(declared.arguments(), other.arguments(), found)
        : pattern.equals(type);
  }

  private static JavaType put(JavaType type, Map<String, JavaType> found) {
    if (type instanceof JavaType.Variable variable) {
      return found.getOrDefault(variable.name(), type);
    }
    return type instanceof JavaType.Declared declared
        ? new JavaType.Declared(
            declared.packageName(),
            declared.names(),
            declared.arguments().stream().map(argument -> put(argument, found)).toList())
        : type;
  }
}
