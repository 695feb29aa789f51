package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A saga as it was read. Nothing is promised of it: it may name steps that do not exist.
 *
 * @param where the class
 * @param type the class
 * @param form what kind of class it is
 * @param name the durable name, written or derived from the class
 * @param version the version
 * @param deadline the deadline
 * @param retry the pace of all steps and undos
 * @param timeout the timeout of all steps and undos
 * @param quiet whether warnings are silenced
 * @param methods the methods that carry an annotation of Skald, in the order of the source
 * @param plainMethods what the methods without one return, by their names
 * @param shapes what payload types are made of, by their qualified names
 * @param surroundings what the code around the saga offers
 * @param kin the sagas that this one starts, directly or through others, by their qualified names;
 *     these know no kin of their own
 */
public record Draft(
    Anchor where,
    JavaType.Declared type,
    ClassForm form,
    Located<String> name,
    Located<Integer> version,
    Optional<Located<String>> deadline,
    Optional<RetryDraft> retry,
    Optional<Located<String>> timeout,
    boolean quiet,
    List<MethodDraft> methods,
    Map<String, JavaType> plainMethods,
    Map<String, TypeShape> shapes,
    Surroundings surroundings,
    Map<String, Draft> kin) {

  /** Copies the collections, in their order. */
  public Draft {
    methods = List.copyOf(methods);
    plainMethods = Collections.unmodifiableMap(new LinkedHashMap<>(plainMethods));
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    kin = Collections.unmodifiableMap(new LinkedHashMap<>(kin));
  }

  /**
   * The steps.
   *
   * @return the methods that say they are steps, in the order of the source
   */
  public List<MethodDraft> steps() {
    return methods.stream().filter(method -> method.step().isPresent()).toList();
  }

  /**
   * The undos.
   *
   * @return the methods that say they undo a step, in the order of the source
   */
  public List<MethodDraft> undos() {
    return methods.stream().filter(method -> method.compensates().isPresent()).toList();
  }

  /**
   * The result methods.
   *
   * @return the methods that say they make the result; more than one is an error
   */
  public List<MethodDraft> returns() {
    return methods.stream().filter(method -> method.returns().isPresent()).toList();
  }
}
