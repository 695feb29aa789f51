package dev.skald.processor.validate;

import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.LockModel.Key;
import dev.skald.processor.model.TypeShape;
import java.util.Optional;
import java.util.Set;

/** Finds the key of a lock in a value. */
final class Keys {

  private static final Set<String> TYPES =
      Set.of(
          "java.lang.Byte",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.String",
          "java.util.UUID");

  private final Draft draft;

  Keys(Draft draft) {
    this.draft = draft;
  }

  Optional<Key> key(JavaType type, String name) {
    if (isKeyOrKeys(type)) {
      return Optional.of(new Key.Itself());
    }
    Optional<TypeShape.Component> own = component(type, name);
    if (own.isPresent()) {
      return own.filter(component -> isKeyOrKeys(component.type()))
          .map(component -> new Key.Component(name));
    }
    return item(type)
        .flatMap(item -> component(item, name))
        .filter(component -> isKey(component.type()))
        .map(component -> new Key.OfItems((JavaType.Declared) item(type).orElseThrow(), name));
  }

  /** The record component that would be read, of whatever type it is. */
  Optional<TypeShape.Component> read(JavaType type, String name) {
    return component(type, name).or(() -> item(type).flatMap(item -> component(item, name)));
  }

  private boolean isKeyOrKeys(JavaType type) {
    return isKey(type) || item(type).filter(this::isKey).isPresent();
  }

  private boolean isKey(JavaType type) {
    if (!(type.boxed() instanceof JavaType.Declared declared)) {
      return false;
    }
    TypeShape shape = draft.shapes().get(declared.qualifiedName());
    return TYPES.contains(declared.qualifiedName())
        || shape != null && shape.kind() == TypeShape.Kind.ENUM;
  }

  private static Optional<JavaType> item(JavaType type) {
    return type instanceof JavaType.Declared list
            && list.is("java.util.List")
            && list.arguments().size() == 1
        ? Optional.of(list.arguments().get(0))
        : Optional.empty();
  }

  private Optional<TypeShape.Component> component(JavaType owner, String name) {
    return Shapes.record(owner, draft).stream()
        .flatMap(shape -> Shapes.components(shape, (JavaType.Declared) owner))
        .filter(component -> component.name().equals(name))
        .findFirst();
  }
}
