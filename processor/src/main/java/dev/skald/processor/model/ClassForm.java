package dev.skald.processor.model;

import java.util.Optional;

/**
 * What kind of class a saga is.
 *
 * @param kind the word for it in Java, such as {@code "class"} or {@code "interface"}
 * @param isPublic whether everybody can see it
 * @param hider the private type that hides it: itself, or a type around it
 * @param isAbstract whether it can have no objects
 * @param isInner whether its objects need an object of the type around it
 * @param isGeneric whether it has type parameters
 */
public record ClassForm(
    String kind,
    boolean isPublic,
    Optional<JavaType.Declared> hider,
    boolean isAbstract,
    boolean isInner,
    boolean isGeneric) {}
