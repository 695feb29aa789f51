package dev.skald.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What callers of an orchestrator see.
 *
 * @param saga the user's class, as a type generated code can name
 * @param generated the orchestrator
 * @param isPublic whether everybody can see it
 * @param inputName what the user calls the input
 * @param input the input's type
 * @param result the result's type
 * @param steps the steps, in the order of the source
 * @param signals the external events, in the order of the steps that wait for them
 * @param injectable whether Guice and the like can construct it
 * @param generatedMark the standard annotation of generated code, if it can be used
 * @param deprecated whether naming the user's types warns of deprecation
 * @param javaLangNames the names of {@code java.lang} that mean a type of the user here
 */
public record Signature(
    JavaType saga,
    JavaType.Declared generated,
    boolean isPublic,
    String inputName,
    JavaType input,
    JavaType result,
    List<StepFace> steps,
    List<SignalFace> signals,
    boolean injectable,
    Optional<JavaType.Declared> generatedMark,
    boolean deprecated,
    Set<String> javaLangNames) {

  /** Copies the collections. */
  public Signature {
    steps = List.copyOf(steps);
    signals = List.copyOf(signals);
    javaLangNames = Set.copyOf(javaLangNames);
  }

  /**
   * What callers see of a step.
   *
   * @param name its durable name
   * @param constant the name of its constant
   * @param viewMethod the name of its method in the view
   * @param result the type of its result, for one item where it runs for each
   * @param forEach whether it runs for each item of a list
   */
  public record StepFace(
      String name, String constant, String viewMethod, JavaType result, boolean forEach) {}

  /**
   * What callers see of a signal.
   *
   * @param step the name of the step that waits for it
   * @param method the name of the orchestrator's method
   * @param constant the name of its constant
   * @param event the type of the event
   */
  public record SignalFace(String step, String method, String constant, JavaType event) {}
}
