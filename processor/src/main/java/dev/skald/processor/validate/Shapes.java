package dev.skald.processor.validate;

import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.TypeShape;
import java.util.Optional;
import java.util.stream.Stream;

/** What records are made of, with the arguments of generic ones put in. */
final class Shapes {

  private Shapes() {}

  static Optional<TypeShape> record(JavaType type, Draft draft) {
    return type instanceof JavaType.Declared declared
        ? Optional.ofNullable(draft.shapes().get(declared.qualifiedName()))
            .filter(shape -> shape.kind() == TypeShape.Kind.RECORD)
        : Optional.empty();
  }

  static Stream<TypeShape.Component> components(TypeShape shape, JavaType.Declared type) {
    return shape.components().stream()
        .map(
            part ->
                new TypeShape.Component(
                    part.name(),
                    bound(part.type(), shape, type),
                    part.sensitive(),
                    part.nullable()));
  }

  /** The type with the arguments of the generic type around it put in. */
  static JavaType bound(JavaType type, TypeShape shape, JavaType.Declared around) {
    if (type instanceof JavaType.Variable variable) {
      int index = shape.parameters().indexOf(variable.name());
      return index >= 0 && index < around.arguments().size() ? around.arguments().get(index) : type;
    }
    if (type instanceof JavaType.ArrayOf array) {
      return new JavaType.ArrayOf(bound(array.component(), shape, around));
    }
    return type instanceof JavaType.Declared declared
        ? new JavaType.Declared(
            declared.packageName(),
            declared.names(),
            declared.arguments().stream().map(a -> bound(a, shape, around)).toList())
        : type;
  }
}
