package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.processor.model.TypeShape;
import dev.skald.processor.model.TypeShape.Component;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Collects what the types of a saga are made of, down through records and sealed types. */
final class ShapeReader {

  private final TypeReader types;
  private final Map<String, TypeShape> shapes = new LinkedHashMap<>();

  ShapeReader(TypeReader types) {
    this.types = types;
  }

  Map<String, TypeShape> shapes() {
    return shapes;
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
    if (!name.startsWith("java.")) {
      element.getRecordComponents().forEach(component -> collect(component.asType()));
      element.getPermittedSubclasses().forEach(this::collect);
    }
  }

  private TypeShape shape(TypeElement type) {
    return new TypeShape(
        kind(type),
        type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC),
        isAccessible(type),
        type.getTypeParameters().stream().map(p -> p.getSimpleName().toString()).toList(),
        type.getRecordComponents().stream().map(this::component).toList(),
        type.getPermittedSubclasses().stream().map(types::read).toList());
  }

  private Component component(RecordComponentElement component) {
    return new Component(component.getSimpleName().toString(), types.read(component.asType()));
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

  /** What the user's class can name, the orchestrator beside it can name, too, unless private. */
  static boolean isAccessible(TypeElement type) {
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        return false;
      }
    }
    return true;
  }
}
