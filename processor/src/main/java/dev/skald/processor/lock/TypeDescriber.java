package dev.skald.processor.lock;

import dev.skald.processor.lock.DescribedType.Kind;
import dev.skald.processor.lock.DescribedType.Part;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.TypeShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Describes the types that are journaled, and all that they are made of. */
final class TypeDescriber {

  private final Map<String, TypeShape> shapes;
  private final Map<String, DescribedType> described = new LinkedHashMap<>();

  TypeDescriber(Map<String, TypeShape> shapes) {
    this.shapes = shapes;
  }

  /** All types that were referred to so far, by their qualified names. */
  Map<String, DescribedType> described() {
    return described;
  }

  /** A type by name; what it is made of is described with it. */
  TypeRef ref(JavaType type) {
    return ref(type, List.of());
  }

  private TypeRef ref(JavaType type, List<String> parameters) {
    if (type instanceof JavaType.Declared declared) {
      describe(declared);
      List<TypeRef> arguments =
          declared.arguments().stream().map(argument -> ref(argument, parameters)).toList();
      return new TypeRef(declared.qualifiedName(), arguments);
    }
    if (type instanceof JavaType.ArrayOf array) {
      return new TypeRef(TypeRef.ARRAY, List.of(ref(array.component(), parameters)));
    }
    if (type instanceof JavaType.Variable variable) {
      return new TypeRef("$" + parameters.indexOf(variable.name()), List.of());
    }
    if (type instanceof JavaType.Primitive primitive) {
      return new TypeRef(primitive.keyword(), List.of());
    }
    // A wildcard somewhere in a class that the codec reads in its own way.
    return type instanceof JavaType.Nothing ? TypeRef.VOID : new TypeRef("$any", List.of());
  }

  private void describe(JavaType.Declared type) {
    String name = type.qualifiedName();
    TypeShape shape = shapes.get(name);
    if (shape == null || name.startsWith("java.") || described.containsKey(name)) {
      return;
    }
    Kind kind = kind(shape);
    // Put before looking inside, so that a type which contains itself ends the search.
    described.put(name, new DescribedType(kind, List.of()));
    described.put(name, new DescribedType(kind, parts(type, shape)));
  }

  private static Kind kind(TypeShape shape) {
    return switch (shape.kind()) {
      case RECORD -> Kind.RECORD;
      case ENUM -> Kind.ENUM;
      case SEALED -> Kind.SEALED;
      // The last two are payloads only where the codec is told how to read them.
      case CLASS, ABSTRACT, INTERFACE -> shape.permitted().isEmpty() ? Kind.CLASS : Kind.SEALED;
    };
  }

  private List<Part> parts(JavaType.Declared type, TypeShape shape) {
    List<Part> parts = new ArrayList<>();
    switch (kind(shape)) {
      case ENUM -> shape.constants().forEach(c -> parts.add(new Part(c, TypeRef.VOID, false)));
      case SEALED ->
          leaves(type, new HashSet<>())
              .forEach(
                  leaf ->
                      parts.add(new Part(leaf.simpleName(), ref(leaf, parametersOf(leaf)), false)));
      case RECORD, CLASS ->
          shape
              .components()
              .forEach(
                  c ->
                      parts.add(
                          new Part(c.name(), ref(c.type(), shape.parameters()), c.nullable())));
    }
    return parts;
  }

  private List<String> parametersOf(JavaType.Declared type) {
    TypeShape shape = shapes.get(type.qualifiedName());
    return shape == null ? List.of() : shape.parameters();
  }

  /**
   * The simple names of the classes that a value of a type may be of; empty if it is not sealed.
   */
  SortedSet<String> variants(JavaType type) {
    SortedSet<String> names = new TreeSet<>();
    if (type instanceof JavaType.Declared declared) {
      leaves(declared, new HashSet<>()).forEach(leaf -> names.add(leaf.simpleName()));
    }
    return names;
  }

  private List<JavaType.Declared> leaves(JavaType.Declared type, Set<String> seen) {
    TypeShape shape = shapes.get(type.qualifiedName());
    if (!seen.add(type.qualifiedName())) {
      return List.of();
    }
    if (shape == null || shape.permitted().isEmpty()) {
      return List.of(type);
    }
    List<JavaType.Declared> leaves = new ArrayList<>();
    if (shape.kind() == TypeShape.Kind.CLASS) {
      // A sealed class that can itself have objects.
      leaves.add(type);
    }
    shape.permitted().forEach(permitted -> leaves.addAll(leaves(permitted, seen)));
    return leaves;
  }
}
