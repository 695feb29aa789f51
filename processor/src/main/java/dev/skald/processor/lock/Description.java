package dev.skald.processor.lock;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that journals of a saga depend on. Two sagas with the same text cannot be told apart by any
 * journal. Immutable.
 */
public final class Description {

  private final String saga;
  private final int version;
  private final TypeRef input;
  private final SortedMap<String, DescribedStep> steps;
  private final List<String> result;
  private final SortedMap<String, DescribedType> types;

  Description(
      String saga,
      int version,
      TypeRef input,
      List<DescribedStep> steps,
      List<String> result,
      Map<String, DescribedType> types) {
    this.saga = saga;
    this.version = version;
    this.input = input;
    SortedMap<String, DescribedStep> byName = new TreeMap<>();
    steps.forEach(step -> byName.put(step.name(), step));
    if (byName.size() < steps.size()) {
      throw new IllegalArgumentException("Two steps of " + saga + " have one name");
    }
    this.steps = Collections.unmodifiableSortedMap(byName);
    this.result = List.copyOf(result);
    this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  /**
   * The saga's durable name.
   *
   * @return the name
   */
  public String saga() {
    return saga;
  }

  /**
   * The saga's version.
   *
   * @return the version
   */
  public int version() {
    return version;
  }

  TypeRef input() {
    return input;
  }

  SortedMap<String, DescribedStep> steps() {
    return steps;
  }

  Optional<DescribedStep> step(String name) {
    return Optional.ofNullable(steps.get(name));
  }

  /**
   * What the saga's result is made of: steps; alternatives stand in one word, and what may be
   * missing starts with a question mark.
   */
  List<String> result() {
    return result;
  }

  SortedMap<String, DescribedType> types() {
    return types;
  }

  Stream<String> pivots() {
    return steps.values().stream().filter(DescribedStep::pivot).map(DescribedStep::name);
  }

  /**
   * The whole as text.
   *
   * @return one line for each thing, in an order that does not depend on the source's
   */
  public String text() {
    return new DescriptionText(this).whole();
  }

  /**
   * Names the graph: what the runtime compares before it lets a run go on. What types are made of
   * is no part of it; their names are.
   *
   * @return SHA-256, 64 hexadecimal digits
   */
  public String fingerprint() {
    return Sha256.of(new DescriptionText(this).graph());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Description description && text().equals(description.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
