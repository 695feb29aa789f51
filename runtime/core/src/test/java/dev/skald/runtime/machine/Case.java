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
    Script script = Script.random(random, shape);
    SplittableRandom ofPipelines = new SplittableRandom(~seed);
    if (ofPipelines.nextInt(3) > 0) {
      return new Case(shape, script);
    }
    Shape pipelined = Shapes.pipelined(shape, ofPipelines);
    return new Case(pipelined, script.dying(ofPipelines, pipelined));
  }

  @Override
  public String toString() {
    return "plan (pivots " + shape.pivots() + ")\n" + shape + "\nscript\n" + script;
  }
}
