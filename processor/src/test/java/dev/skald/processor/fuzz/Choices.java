package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Every choice that is made while something is made up. They are recorded, so that the same thing
 * can be made again, and a smaller one from fewer or smaller choices: 0 is always the simplest, and
 * a record that ends early goes on with zeros.
 */
final class Choices {

  private final List<Integer> given;
  private final SplittableRandom random;
  private final boolean fresh;
  private final List<Integer> made = new ArrayList<>();

  private Choices(List<Integer> given, SplittableRandom random, boolean fresh) {
    this.given = given;
    this.random = random;
    this.fresh = fresh;
  }

  /** Choices by chance. */
  static Choices of(long seed) {
    return new Choices(List.of(), new SplittableRandom(seed), true);
  }

  /** The given choices, and then zeros. */
  static Choices replay(List<Integer> given) {
    return new Choices(given, new SplittableRandom(0), false);
  }

  /** What was chosen so far. */
  List<Integer> made() {
    return List.copyOf(made);
  }

  /** A number from 0 up to and without the bound. */
  int below(int bound) {
    int place = made.size();
    int choice =
        place < given.size() ? given.get(place) % bound : fresh ? random.nextInt(bound) : 0;
    made.add(choice);
    return choice;
  }

  /** True in one of so many cases; false is simpler. */
  boolean oneIn(int cases) {
    return below(cases) == cases - 1;
  }

  /** One of the options, of which the first is the simplest. */
  <T> T of(List<T> options) {
    return options.get(below(options.size()));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of only reads them
  final <T> T of(T... options) {
    return of(List.of(options));
  }
}
