package dev.skald.processor.model;

/**
 * What kind of class a saga is.
 *
 * @param kind the word for it in Java, such as {@code "class"} or {@code "interface"}
 * @param isPublic whether everybody can see it
 * @param isPrivate whether it, or a type around it, is private
 * @param isAbstract whether it can have no objects
 * @param isInner whether its objects need an object of the type around it
 * @param isGeneric whether it has type parameters
 */
public record ClassForm(
    String kind,
    boolean isPublic,
    boolean isPrivate,
    boolean isAbstract,
    boolean isInner,
    boolean isGeneric) {}
