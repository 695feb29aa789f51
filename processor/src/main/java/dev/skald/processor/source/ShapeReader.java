package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.Sensitive;
import dev.skald.processor.model.TypeShape;
import dev.skald.processor.model.TypeShape.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Collects what the types of a saga are made of, down to their parts and permitted types. */
final class ShapeReader {

  private final TypeReader types;
  private final PackageElement home;
  private final Map<String, TypeShape> shapes = new LinkedHashMap<>();
  private final List<TypeElement> collected = new ArrayList<>();

  ShapeReader(TypeReader types, PackageElement home) {
    this.types = types;
    this.home = home;
  }

  Map<String, TypeShape> shapes() {
    return shapes;
  }

  /** The types that the shapes are of. */
  List<TypeElement> collected() {
    return collected;
  }

  void collect(TypeMirror type) {
    switch (type.getKind()) {
      case ARRAY -> collect(((ArrayType) type).getComponentType());
      case DECLARED -> collect((DeclaredType) type);
      default -> {
        // Nothing else is made of anything.
      }
    }
  }

  private void collect(DeclaredType type) {
    type.getTypeArguments().forEach(this::collect);
    TypeElement element = (TypeElement) type.asElement();
    String name = types.declared(element).qualifiedName();
    if (shapes.containsKey(name)) {
      return;
    }
    // Put before looking inside, so that a type which contains itself ends the search.
    shapes.put(name, shape(element));
    collected.add(element);
    if (!name.startsWith("java.")) {
      Parts.of(element).forEach(part -> collect(part.asType()));
      element.getPermittedSubclasses().forEach(this::collect);
    }
  }

  private TypeShape shape(TypeElement type) {
    return new TypeShape(
        kind(type),
        type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC),
        isAccessible(type),
        type.getTypeParameters().stream().map(p -> p.getSimpleName().toString()).toList(),
        Parts.of(type).stream().map(this::component).toList(),
        constants(type),
        type.getPermittedSubclasses().stream().map(types::generic).toList(),
        types.supertypes(type));
  }

  /** Nobody needs to be able to name the variants of a type whose name he can write. */
  private boolean isAccessible(TypeElement type) {
    boolean isPublic = true;
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      isPublic &= e.getModifiers().contains(Modifier.PUBLIC);
    }
    boolean isNear = MoreElements.getPackage(type).equals(home);
    return isPublic || isNear && hider(type).isEmpty();
  }

  private Component component(Element part) {
    return new Component(
        part.getSimpleName().toString(),
        types.read(part.asType()),
        MoreElements.isAnnotationPresent(part, Sensitive.class),
        Stream.of(part, part.asType())
            .flatMap(annotated -> annotated.getAnnotationMirrors().stream())
            .anyMatch(ShapeReader::saysNullable));
  }

  /** There are many annotations of that name, and all mean the same. */
  private static boolean saysNullable(AnnotationMirror annotation) {
    return annotation.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable");
  }

  /** Other types, such as {@code String}, may have hundreds of members, of which none is one. */
  private static List<String> constants(TypeElement type) {
    return type.getKind() != ElementKind.ENUM
        ? List.of()
        : type.getEnclosedElements().stream()
            .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
            .map(constant -> constant.getSimpleName().toString())
            .toList();
  }

  private static TypeShape.Kind kind(TypeElement type) {
    boolean sealed = type.getModifiers().contains(Modifier.SEALED);
    boolean hasNoObjects = type.getModifiers().contains(Modifier.ABSTRACT);
    return switch (type.getKind()) {
      case ENUM -> TypeShape.Kind.ENUM;
      case RECORD -> TypeShape.Kind.RECORD;
      case INTERFACE, ANNOTATION_TYPE -> sealed ? TypeShape.Kind.SEALED : TypeShape.Kind.INTERFACE;
      default ->
          !hasNoObjects
              ? TypeShape.Kind.CLASS
              : sealed ? TypeShape.Kind.SEALED : TypeShape.Kind.ABSTRACT;
    };
  }

  /** The private type that hides a type: itself, or one around it. */
  static Optional<TypeElement> hider(TypeElement type) {
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        return Optional.of(MoreElements.asType(e));
      }
    }
    return Optional.empty();
  }
}
