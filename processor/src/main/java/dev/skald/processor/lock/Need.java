package dev.skald.processor.lock;

import java.util.SortedSet;
import java.util.TreeSet;

/** What a step needs of others before it runs; steps are named. */
sealed interface Need {

  /** The steps concerned. */
  SortedSet<String> steps();

  /** The other must have succeeded. */
  record After(String step) implements Need {
    @Override
    public SortedSet<String> steps() {
      return set(step);
    }
  }

  /** The other's result must be one of some variants, by their simple names. */
  record When(String step, SortedSet<String> variants) implements Need {
    public When {
      variants = new TreeSet<>(variants);
    }

    @Override
    public SortedSet<String> steps() {
      return set(step);
    }
  }

  /** One of the others must have succeeded. */
  record OneOf(SortedSet<String> steps) implements Need {
    public OneOf {
      steps = new TreeSet<>(steps);
    }
  }

  /** The other must be settled, whether it ran or not. */
  record IfTaken(String step) implements Need {
    @Override
    public SortedSet<String> steps() {
      return set(step);
    }
  }

  private static SortedSet<String> set(String step) {
    SortedSet<String> one = new TreeSet<>();
    one.add(step);
    return one;
  }
}
