package dev.skald.processor.model;

import java.util.List;

/** What a step needs of steps that it waits for. */
public sealed interface Edge {

  /**
   * The steps concerned.
   *
   * @return their indexes
   */
  List<Integer> steps();

  /**
   * The step runs only if the other did.
   *
   * @param step the other step
   */
  record Required(int step) implements Edge {
    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }

  /**
   * The step runs only if the other's result is of a variant.
   *
   * @param step the other step
   * @param variant the variant, or a type above several
   */
  record When(int step, JavaType variant) implements Edge {
    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }

  /**
   * The step runs only if one of the others did.
   *
   * @param steps the others, of which no two run in one run
   */
  record OneOf(List<Integer> steps) implements Edge {

    /** Copies the list. */
    public OneOf {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The step runs when the other is settled, whether that one ran or not.
   *
   * @param step the other step
   */
  record IfTaken(int step) implements Edge {
    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }
}
