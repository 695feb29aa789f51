package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a smaller list of choices that still fails: leaves out stretches, then lowers numbers. */
final class Shrinker {

  private final Predicate<List<Integer>> fails;

  /**
   * Prepares.
   *
   * @param fails whether what is made of these choices still fails; says no once there is no time
   */
  Shrinker(Predicate<List<Integer>> fails) {
    this.fails = fails;
  }

  List<Integer> shrink(List<Integer> choices) {
    List<Integer> best = choices;
    List<Integer> before;
    do {
      before = best;
      for (int length = Math.max(1, best.size() / 2); length > 0; length /= 2) {
        best = withoutStretches(best, length);
      }
      best = lowered(best);
    } while (!best.equals(before));
    return best;
  }

  private List<Integer> withoutStretches(List<Integer> choices, int length) {
    List<Integer> best = choices;
    for (int end = best.size(); end > 0; end = Math.min(end, best.size() + 1) - length) {
      int from = Math.max(0, Math.min(end, best.size()) - length);
      List<Integer> shorter = new ArrayList<>(best);
      shorter.subList(from, Math.min(from + length, best.size())).clear();
      best = better(shorter, best);
    }
    return best;
  }

  private List<Integer> lowered(List<Integer> choices) {
    List<Integer> best = choices;
    for (int place = 0; place < best.size(); place++) {
      for (int lower : new int[] {0, best.get(place) / 2}) {
        if (lower < best.get(place)) {
          List<Integer> smaller = new ArrayList<>(best);
          smaller.set(place, lower);
          best = better(smaller, best);
        }
      }
    }
    return best;
  }

  private List<Integer> better(List<Integer> candidate, List<Integer> best) {
    return candidate.size() <= best.size() && !candidate.equals(best) && fails.test(candidate)
        ? candidate
        : best;
  }
}
