package dev.skald.processor.validate;

import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.TypeShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a sealed type can be. Its variants are all types permitted below it; those of them that are
 * not sealed themselves are its leaves, which are counted. A leaf permitted twice counts once.
 */
final class Variants {

  /** A variant: its type, the numbers of its leaves, and the variants right below it. */
  private record Variant(JavaType.Declared type, SortedSet<Integer> leaves, List<Variant> below) {}

  private final Map<String, TypeShape> shapes;
  private final Variant whole;
  private final List<JavaType.Declared> leaves = new ArrayList<>();
  private final List<JavaType.Declared> open = new ArrayList<>();
  private final Map<String, Variant> variants = new LinkedHashMap<>();

  private Variants(JavaType.Declared type, Map<String, TypeShape> shapes) {
    this.shapes = shapes;
    this.whole = variant(type);
    variants.remove(type.qualifiedName());
  }

  /** The variants of a step's result; empty if it is not sealed. */
  static Optional<Variants> of(JavaType result, Map<String, TypeShape> shapes) {
    return result instanceof JavaType.Declared type && isSealed(type, shapes)
        ? Optional.of(new Variants(type, shapes)).filter(variants -> !variants.leaves.isEmpty())
        : Optional.empty();
  }

  /** All that are no variants of others. */
  List<JavaType.Declared> leaves() {
    return List.copyOf(leaves);
  }

  /** All that can be named, leaves and those above them. */
  List<JavaType.Declared> all() {
    return variants.values().stream().map(Variant::type).toList();
  }

  boolean has(JavaType type) {
    return find(type).isPresent();
  }

  /** The leaves of a variant, whatever type arguments it was written with. */
  SortedSet<Integer> leaves(JavaType variant) {
    return find(variant).map(Variant::leaves).orElseGet(TreeSet::new);
  }

  /** The variant as it follows from the whole type. */
  JavaType.Declared inferred(JavaType variant) {
    return find(variant).map(Variant::type).orElseThrow();
  }

  /** The variants whose type arguments do not follow from the whole type. */
  List<JavaType.Declared> open() {
    return List.copyOf(open);
  }

  /** Few variants that stand for some leaves: the highest that stand for no others. */
  List<JavaType.Declared> covering(Collection<Integer> some) {
    List<JavaType.Declared> found = new ArrayList<>();
    cover(whole.below(), some, new TreeSet<>(some), found);
    return found;
  }

  private static void cover(
      List<Variant> variants,
      Collection<Integer> some,
      Set<Integer> left,
      List<JavaType.Declared> found) {
    for (Variant variant : variants) {
      if (some.containsAll(variant.leaves()) && left.removeAll(variant.leaves())) {
        found.add(variant.type());
      }
    }
    if (!left.isEmpty()) {
      variants.forEach(variant -> cover(variant.below(), some, left, found));
    }
  }

  private Optional<Variant> find(JavaType type) {
    return type instanceof JavaType.Declared declared
        ? Optional.ofNullable(variants.get(declared.qualifiedName()))
        : Optional.empty();
  }

  private Variant variant(JavaType.Declared type) {
    Variant known = variants.get(type.qualifiedName());
    if (known == null) {
      known = isSealed(type, shapes) ? above(type) : leaf(type);
      variants.put(type.qualifiedName(), known);
    }
    return known;
  }

  private Variant leaf(JavaType.Declared type) {
    leaves.add(type);
    return new Variant(type, new TreeSet<>(List.of(leaves.size() - 1)), List.of());
  }

  private Variant above(JavaType.Declared type) {
    List<Variant> below = new ArrayList<>();
    for (JavaType.Declared generic : shapes.get(type.qualifiedName()).permitted()) {
      Permitted permitted = Permitted.of(generic, type, shapes);
      if (permitted.fit() == Permitted.Fit.OPEN) {
        open.add(permitted.type());
      }
      if (permitted.fit() != Permitted.Fit.NEVER) {
        below.add(variant(permitted.type()));
      }
    }
    SortedSet<Integer> all = new TreeSet<>();
    below.forEach(variant -> all.addAll(variant.leaves()));
    return new Variant(type, all, below);
  }

  private static boolean isSealed(JavaType.Declared type, Map<String, TypeShape> shapes) {
    TypeShape shape = shapes.get(type.qualifiedName());
    return shape != null && shape.kind() == TypeShape.Kind.SEALED;
  }
}
