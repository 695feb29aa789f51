package dev.skald.processor.lock;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a payload type is made of, as far as its journaled form depends on it.
 *
 * @param kind what it is
 * @param parts its components, constants or variants, in the order of their names
 */
record DescribedType(Kind kind, List<Part> parts) {

  /** What is described of a type. */
  enum Kind {
    /** A record, by its components. */
    RECORD,
    /** A plain class, by its fields; one that is not plain has none here. */
    CLASS,
    /** An enum, by its constants. */
    ENUM,
    /** A sealed type, by the classes of its variants. */
    SEALED
  }

  DescribedType {
    parts = parts.stream().sorted(Comparator.comparing(Part::name)).toList();
  }

  Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /**
   * One part.
   *
   * @param name the component, the constant, or the simple name of the variant, which is its tag
   * @param type the component's type, the variant; {@code void} for a constant
   * @param nullable whether the source says that it may be null. Not part of the text: compilers do
   *     not see it on all classes
   */
  record Part(String name, TypeRef type, boolean nullable) {}
}
