package dev.skald.runtime.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Makes random graphs: for each step what it waits for, always steps of lower numbers. */
final class Edges {

  private final SplittableRandom random;
  private final int size;

  /** How many variants the result of each step has, where steps run for some of them only. */
  final int[] variants;

  final List<List<Wait>> waits = new ArrayList<>();

  Edges(SplittableRandom random, int size, boolean branches) {
    this.random = random;
    this.size = size;
    this.variants = new int[size];
    if (branches && random.nextBoolean()) {
      branchAndJoin();
    } else {
      plain();
      if (branches) {
        loosen();
      }
    }
  }

  /** A sequence, side by side, diamonds, or anything. */
  private void plain() {
    int kind = random.nextInt(5);
    int width = 2 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      TreeSet<Integer> after = new TreeSet<>();
      if (i > 0 && kind == 0) {
        after.add(i - 1);
      } else if (kind == 1 && i == size - 1 && random.nextBoolean()) {
        IntStream.range(0, i).forEach(after::add);
      } else if (kind == 2) {
        diamond(i, width, after);
      } else if (i > 0 && kind > 2) {
        for (int edge = random.nextInt(4); edge > 0; edge--) {
          after.add(random.nextInt(i));
        }
      }
      waits.add(new ArrayList<>(after.stream().map(Wait::after).toList()));
    }
  }

  /** One step, then some side by side, then one again that joins them. */
  private static void diamond(int i, int width, TreeSet<Integer> after) {
    int inGroup = i % (width + 1);
    if (inGroup > 0) {
      after.add(i - inGroup);
    } else {
      for (int d = Math.max(0, i - width); d < i; d++) {
        after.add(d);
      }
    }
  }

  /** Some edges become conditions, alternatives, or mere order. */
  private void loosen() {
    for (List<Wait> of : waits) {
      if (of.size() > 1 && random.nextInt(3) == 0) {
        List<Integer> all = of.stream().map(wait -> wait.steps().get(0)).toList();
        of.clear();
        of.add(Wait.oneOf(all));
      }
      of.replaceAll(
          wait -> {
            int dice = random.nextInt(4);
            int other = wait.steps().get(0);
            return wait.kind() != Wait.Kind.AFTER || dice > 1
                ? wait
                : dice == 0 ? Wait.ifTaken(other) : Wait.variant(other, someVariants(other));
          });
    }
  }

  private List<Integer> someVariants(int decider) {
    variants[decider] = Math.max(variants[decider], 2 + random.nextInt(2));
    int first = random.nextInt(variants[decider]);
    boolean two = variants[decider] > 2 && random.nextBoolean();
    return two
        ? List.of(first, (first + 1) % variants[decider]).stream().sorted().toList()
        : List.of(first);
  }

  /** A step decides, one branch for each variant, and a step that joins them; again and again. */
  private void branchAndJoin() {
    int last = -1;
    while (waits.size() < size) {
      int decider = waits.size();
      waits.add(new ArrayList<>(last < 0 ? List.of() : List.of(Wait.after(last))));
      last = decider;
      int branches = 2 + random.nextInt(2);
      List<Integer> ends = new ArrayList<>();
      for (int variant = 0; variant < branches && waits.size() < size; variant++) {
        variants[decider] = branches;
        Wait wait = Wait.variant(decider, List.of(variant));
        for (int length = 1 + random.nextInt(2); length > 0 && waits.size() < size; length--) {
          waits.add(new ArrayList<>(List.of(wait)));
          wait = Wait.after(waits.size() - 1);
        }
        ends.add(waits.size() - 1);
      }
      if (waits.size() < size && ends.size() > 1 && random.nextInt(4) > 0) {
        last = waits.size();
        boolean ofOne = random.nextInt(3) > 0;
        waits.add(
            new ArrayList<>(
                ofOne ? List.of(Wait.oneOf(ends)) : ends.stream().map(Wait::ifTaken).toList()));
      }
    }
  }
}
