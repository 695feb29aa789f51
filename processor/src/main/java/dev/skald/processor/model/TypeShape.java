package dev.skald.processor.model;

import java.util.List;

/**
 * What a payload type is made of, as far as a journal cares.
 *
 * @param kind what it is
 * @param inner whether its objects belong to an object of the type around it
 * @param accessible whether generated code in the saga's package can name it
 * @param parameters the names of its type parameters
 * @param components what it consists of, for a record or a plain class
 * @param constants the names of its constants, for an enum
 * @param permitted its permitted subtypes, for a sealed type, each with its own type parameters
 * @param supertypes the types above it, direct or not, in terms of its own type parameters
 */
public record TypeShape(
    Kind kind,
    boolean inner,
    boolean accessible,
    List<String> parameters,
    List<Component> components,
    List<String> constants,
    List<JavaType.Declared> permitted,
    List<JavaType.Declared> supertypes) {

  /** Copies the lists. */
  public TypeShape {
    parameters = List.copyOf(parameters);
    components = List.copyOf(components);
    constants = List.copyOf(constants);
    permitted = List.copyOf(permitted);
    supertypes = List.copyOf(supertypes);
  }

  /** What a type is. */
  public enum Kind {
    /** A class that can have objects. */
    CLASS,
    /** A record. */
    RECORD,
    /** An enum. */
    ENUM,
    /** A sealed interface or sealed abstract class. */
    SEALED,
    /** An abstract class that is not sealed. */
    ABSTRACT,
    /** An interface that is not sealed. */
    INTERFACE
  }

  /**
   * A component of a record, or a field of a plain class.
   *
   * @param name its name
   * @param type its type
   * @param sensitive whether it is never shown
   * @param nullable whether an annotation says that it may be null, as far as the compiler sees it
   */
  public record Component(String name, JavaType type, boolean sensitive, boolean nullable) {}
}
