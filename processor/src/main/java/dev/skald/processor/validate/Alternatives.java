package dev.skald.processor.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Finds steps that are alternatives to each other because no run has two of them. */
final class Alternatives {

  private Alternatives() {}

  /** Steps in groups: who excludes another is in the other's group; who excludes none is alone. */
  static List<List<Integer>> of(List<Integer> steps, BiPredicate<Integer, Integer> exclusive) {
    List<List<Integer>> groups = new ArrayList<>();
    Set<Integer> left = new LinkedHashSet<>(steps);
    while (!left.isEmpty()) {
      List<Integer> group = new ArrayList<>(List.of(left.iterator().next()));
      left.remove(group.get(0));
      for (int i = 0; i < group.size(); i++) {
        int member = group.get(i);
        List<Integer> found = left.stream().filter(s -> exclusive.test(member, s)).toList();
        group.addAll(found);
        found.forEach(left::remove);
      }
      group.sort((a, b) -> steps.indexOf(a) - steps.indexOf(b));
      groups.add(group);
    }
    return groups;
  }

  /** Whether each of some steps excludes each other. */
  static boolean isOneGroup(List<Integer> steps, BiPredicate<Integer, Integer> exclusive) {
    return compatible(steps, exclusive).isEmpty();
  }

  /** Two of some steps that may be in one run, if there are such. */
  static List<Integer> compatible(List<Integer> steps, BiPredicate<Integer, Integer> exclusive) {
    for (int i = 0; i < steps.size(); i++) {
      for (int j = i + 1; j < steps.size(); j++) {
        if (!exclusive.test(steps.get(i), steps.get(j))) {
          return List.of(steps.get(i), steps.get(j));
        }
      }
    }
    return List.of();
  }
}
