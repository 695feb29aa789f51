package dev.skald.processor.fuzz;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One way to make a saga wrong that is right, and what javac must say of it, and where.
 *
 * @param name what it does
 * @param code the only error that there must be
 * @param change makes it wrong and marks the line; false if there is nothing to be made wrong
 */
record Mutator(String name, String code, Predicate<Mutant> change) {

  static List<Mutator> all() {
    return Stream.of(
            FormMutators.all(), OrderMutators.all(), DataMutators.all(), ElementMutators.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
