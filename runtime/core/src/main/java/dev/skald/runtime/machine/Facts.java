package dev.skald.runtime.machine;

import java.util.List;

/**
 * What the machine must know of a value that it does not look into.
 *
 * @param variant which variant of its step's result the value is, {@link #NO_VARIANT} for none
 * @param sizes how many items the value has for each step that runs through a list of it, in the
 *     order of {@link dev.skald.runtime.plan.SagaPlan#feeds}
 */
public record Facts(int variant, List<Integer> sizes) {

  /** Stands for "nothing depends on the variant" in {@link #variant()}. */
  public static final int NO_VARIANT = -1;

  /** A value that decides nothing. */
  public static final Facts NONE = new Facts(NO_VARIANT, List.of());

  /** Copies the list. */
  public Facts {
    sizes = List.copyOf(sizes);
  }
}
