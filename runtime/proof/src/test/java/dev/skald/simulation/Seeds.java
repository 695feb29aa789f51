package dev.skald.simulation;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a seed, and says which rule was broken: for whoever loads the simulator by its name.
 */
public final class Seeds implements LongFunction<@Nullable String> {

  @Override
  public @Nullable String apply(long seed) {
    return Simulation.of(Scenario.of(seed)).verdict();
  }
}
