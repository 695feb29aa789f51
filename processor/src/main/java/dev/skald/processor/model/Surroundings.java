package dev.skald.processor.model;

import java.util.Optional;
import java.util.Set;

/**
 * What the code around a saga offers to its orchestrator.
 *
 * @param injectable whether {@code jakarta.inject.Inject} can be used
 * @param generated the standard annotation of generated code, if it can be used
 * @param nameTaken whether the user has a type of the orchestrator's name
 * @param deprecated whether the saga uses anything that is deprecated
 * @param javaLangNames the names of {@code java.lang} that mean a type of the user here
 */
public record Surroundings(
    boolean injectable,
    Optional<JavaType.Declared> generated,
    boolean nameTaken,
    boolean deprecated,
    Set<String> javaLangNames) {

  /** Copies the set. */
  public Surroundings {
    javaLangNames = Set.copyOf(javaLangNames);
  }
}
