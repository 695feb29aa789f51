package dev.skald.processor.validate;

import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.TypeShape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Knows which types can be journaled, and looks for the part of a type that cannot. */
final class Payloads {

  /**
   * A part that cannot be journaled.
   *
   * @param path the way to it, such as {@code Cart.lines[].note: Object}
   * @param cause names the part wherever it is found
   * @param why what is wrong with it
   * @param wayOut what to write instead
   */
  record Problem(String path, String cause, String why, String wayOut) {}

  /** Types that contain themselves in ever larger forms end here. */
  private static final int DEEPEST = 50;

  private final Map<String, TypeShape> shapes;

  Payloads(Map<String, TypeShape> shapes) {
    this.shapes = shapes;
  }

  Optional<Problem> problem(JavaType type) {
    return problem(type, new Path("", type, type.toString(), 0), new HashSet<>());
  }

  /** The way from a payload type to one of its parts; empty at the payload type itself. */
  private record Path(String way, JavaType type, String cause, int depth) {

    Path element(String mark, JavaType element) {
      return new Path(start() + mark, element, cause, depth + 1);
    }

    Path component(JavaType.Declared owner, String name, JavaType component) {
      String part = owner.qualifiedName() + "." + name;
      return new Path(start() + "." + name, component, part, depth + 1);
    }

    Path variant(JavaType variant) {
      return new Path(start() + " as " + variant, variant, variant.toString(), depth + 1);
    }

    private String start() {
      return way.isEmpty() ? type.toString() : way;
    }

    Optional<Problem> problem(String why, String wayOut) {
      String text = way.isEmpty() ? type.toString() : way + ": " + type;
      return Optional.of(new Problem(text, cause, why, wayOut));
    }
  }

  private Optional<Problem> problem(JavaType type, Path path, Set<JavaType> seen) {
    if (type instanceof JavaType.Variable) {
      return path.problem("a type variable stands for any type", "Write the type that is meant.");
    }
    if (type instanceof JavaType.Other) {
      return path.problem("a wildcard stands for any type", "Write the type that is meant.");
    }
    if (type instanceof JavaType.ArrayOf array) {
      return ofArray(array.component(), path.element("[]", array.component()), seen);
    }
    boolean known = path.depth() > DEEPEST || !seen.add(type);
    return type instanceof JavaType.Declared declared && !known
        ? ofDeclared(declared, path, seen)
        : Optional.empty();
  }

  private Optional<Problem> ofArray(JavaType component, Path path, Set<JavaType> seen) {
    boolean generic =
        component instanceof JavaType.Declared declared && !declared.arguments().isEmpty();
    return generic
        ? path.problem("an array does not know its type arguments", "Write a List.")
        : problem(component, path, seen);
  }

  private Optional<Problem> ofDeclared(JavaType.Declared type, Path path, Set<JavaType> seen) {
    TypeShape shape = shapes.get(type.qualifiedName());
    if (shape == null || Jdk.isValue(type)) {
      return Optional.empty();
    }
    if (type.is("java.lang.Object")) {
      return path.problem("an Object can be anything", "Write the type that is meant.");
    }
    if (type.is(ChildDraft.HANDLE)) {
      return path.problem(
          "a SagaHandle is a run of another saga, and no value",
          "Write @Child on the step that starts it, with the saga's class: others then take its"
              + " result.");
    }
    if (type.arguments().isEmpty() && !shape.parameters().isEmpty()) {
      return path.problem(
          type.simpleName() + " is raw, so the types inside it are unknown",
          "Write its type arguments: " + type.simpleName() + "<...>.");
    }
    if (Jdk.isContainer(type)) {
      return ofContainer(type, path, seen);
    }
    if (Jdk.isFromJdk(type) && shape.kind() != TypeShape.Kind.ENUM) {
      return path.problem(
          Jdk.isFuture(type)
              ? type.simpleName() + " is a call under way, and no value"
              : type.simpleName() + " is no value type of the JDK that Skald knows",
          Jdk.isFuture(type)
              ? "Return a CompletionStage."
              : "Put what is needed of it into a record.");
    }
    return ofOwn(type, shape, path, seen);
  }

  private Optional<Problem> ofContainer(JavaType.Declared type, Path path, Set<JavaType> seen) {
    List<JavaType> arguments = type.arguments();
    if (arguments.size() == 2 && !isKey(arguments.get(0))) {
      return path.problem(
          arguments.get(0) + " cannot be the key of a map in JSON",
          "Use a String, a number, a UUID or an enum as key, or a List of records.");
    }
    JavaType last = arguments.get(arguments.size() - 1);
    String mark = type.is("java.util.Optional") ? "" : arguments.size() == 2 ? "{}" : "[]";
    return problem(last, path.element(mark, last), seen);
  }

  private boolean isKey(JavaType type) {
    if (!(type instanceof JavaType.Declared declared)) {
      return false;
    }
    TypeShape shape = shapes.get(declared.qualifiedName());
    return Jdk.isValue(declared) || (shape != null && shape.kind() == TypeShape.Kind.ENUM);
  }

  private Optional<Problem> ofOwn(
      JavaType.Declared type, TypeShape shape, Path path, Set<JavaType> seen) {
    if (shape.inner()) {
      return path.problem(
          type.simpleName() + " is an inner class, whose objects belong to an object around them",
          "Make " + type.simpleName() + " static.");
    }
    return switch (shape.kind()) {
      case ENUM -> Optional.empty();
      case CLASS ->
          first(type.arguments(), a -> problem(a, path.element("<>", a), seen))
              .or(() -> ofParts(type, shape, path, seen));
      case INTERFACE, ABSTRACT ->
          path.problem(
              type.simpleName()
                  + (shape.kind() == TypeShape.Kind.INTERFACE
                      ? " is an interface that is not sealed"
                      : " is an abstract class that is not sealed"),
              "Seal it with records as its permitted types, or write the class that is meant.");
      case SEALED ->
          first(
              shape.permitted().stream().map(v -> Permitted.of(v, type, shapes).type()).toList(),
              v -> problem(v, path.variant(v), seen));
      case RECORD -> ofParts(type, shape, path, seen);
    };
  }

  private Optional<Problem> ofParts(
      JavaType.Declared type, TypeShape shape, Path path, Set<JavaType> seen) {
    return first(
        shape.components(),
        c -> {
          JavaType part = Shapes.bound(c.type(), shape, type);
          return problem(part, path.component(type, c.name(), part), seen);
        });
  }

  private static <T> Optional<Problem> first(
      List<T> parts, Function<T, Optional<Problem>> problem) {
    return parts.stream().map(problem).flatMap(Optional::stream).findFirst();
  }
}
