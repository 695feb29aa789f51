package dev.skald.processor.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sagas of one package, made of a seed, and the scripts of their runs. */
final class Production {

  private final long seed;
  private final long number;
  private final Choices choices;
  private final List<Sketch> sagas;

  Production(long seed) {
    this(seed, seed);
  }

  /**
   * Makes up a package.
   *
   * @param number makes its names differ from those of others that are compiled with it
   */
  Production(long seed, long number) {
    this(seed, number, Choices.of(seed));
  }

  private Production(long seed, long number, Choices choices) {
    this.seed = seed;
    this.number = number;
    this.choices = choices;
    this.sagas = SagaMaker.make(choices, number);
  }

  /** What the same seed would make of other choices. */
  Production of(List<Integer> given) {
    return new Production(seed, number, Choices.replay(given));
  }

  long seed() {
    return seed;
  }

  /** More choices of the same kind. */
  Choices choices(long more) {
    return Choices.of(31 * seed + more);
  }

  List<Integer> choices() {
    return choices.made();
  }

  List<Sketch> sagas() {
    return sagas;
  }

  /** The saga that is run; it may start the others. */
  Sketch main() {
    return sagas.get(sagas.size() - 1);
  }

  /** The next script; scripts are part of what is shrunk. */
  Script script() {
    return script(main());
  }

  /** The same for a saga that is started by another one. */
  Script script(Sketch saga) {
    return ScriptMaker.make(choices, saga);
  }

  /** All source files by name. */
  Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Sketch saga : sagas) {
      sources.put(saga.qualified(saga.outer.orElse(saga.className)), SagaText.of(saga));
      SagaText.types(saga).ifPresent(text -> sources.put(saga.qualified(saga.types()), text));
      sources.put(saga.qualified(saga.driver()), SagaText.driver(saga));
    }
    return sources;
  }

  String text() {
    return String.join("\n", sources().values());
  }
}
