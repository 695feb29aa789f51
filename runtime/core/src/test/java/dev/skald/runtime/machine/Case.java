package dev.skald.runtime.machine;

import java.util.SplittableRandom;

/**
 * Everything one simulated run depends on.
 *
 * @param shape the plan
 * @param script what happens to it
 */
record Case(Shape shape, Script script) {

  static Case of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape shape = Shapes.random(random);
    return new Case(shape, Script.random(random, shape));
  }

  @Override
  public String toString() {
    return "plan (pivots " + shape.pivots() + ")\n" + shape + "\nscript\n" + script;
  }
}
