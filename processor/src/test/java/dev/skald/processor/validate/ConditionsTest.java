package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private final Conditions conditions = new Conditions();

  @Test
  void variantsOfOneDecisionExcludeEachOther() {
    Condition approved = conditions.when(0, 3, Set.of(0));
    Condition declined = conditions.when(0, 3, Set.of(2));
    assertThat(conditions.exclusive(approved, declined)).isTrue();
    assertThat(conditions.exclusive(approved, conditions.when(0, 3, Set.of(0, 1)))).isFalse();
    assertThat(conditions.exclusive(approved, conditions.when(1, 2, Set.of(1)))).isFalse();
  }

  @Test
  void aNestedVariantImpliesThatAboveIt() {
    Condition manual = conditions.when(0, 4, Set.of(1));
    Condition review = conditions.when(0, 4, Set.of(1, 2));
    assertThat(conditions.implies(manual, review)).isTrue();
    assertThat(conditions.implies(review, manual)).isFalse();
    assertThat(conditions.implies(review, Condition.ALWAYS)).isTrue();
    assertThat(conditions.implies(Condition.NEVER, manual)).isTrue();
  }

  @Test
  void aJoinOfAllVariantsIsUnconditional() {
    Condition all =
        conditions.or(conditions.when(0, 3, Set.of(1)), conditions.when(0, 3, Set.of(0, 2)));
    assertThat(all).isEqualTo(Condition.ALWAYS);
    assertThat(conditions.when(0, 3, Set.of(0, 1, 2))).isEqualTo(Condition.ALWAYS);
  }

  @Test
  void aJoinOnABranchIsAsConditionalAsTheBranch() {
    Condition approved = conditions.when(0, 2, Set.of(0));
    Condition here = conditions.and(approved, conditions.when(1, 2, Set.of(0)));
    Condition abroad = conditions.and(approved, conditions.when(1, 2, Set.of(1)));
    assertThat(conditions.or(here, abroad)).isEqualTo(approved);
  }

  @Test
  void aNestedVariantJoinsAnOuterOne() {
    Condition manual = conditions.when(0, 4, Set.of(1));
    Condition declined = conditions.when(0, 4, Set.of(3));
    Condition join = conditions.or(manual, declined);
    assertThat(conditions.exclusive(join, conditions.when(0, 4, Set.of(2)))).isTrue();
    assertThat(conditions.implies(declined, join)).isTrue();
    assertThat(join).isNotEqualTo(Condition.ALWAYS);
    assertThat(conditions.or(join, conditions.when(0, 4, Set.of(0, 2))))
        .isEqualTo(Condition.ALWAYS);
  }

  @Test
  void tellsWhichVariantsArePossible() {
    Condition some =
        conditions.and(conditions.when(0, 3, Set.of(0, 2)), conditions.when(1, 2, Set.of(1)));
    assertThat(conditions.possible(some, 0, 3)).containsExactly(0, 2);
    assertThat(conditions.possible(some, 1, 2)).containsExactly(1);
    assertThat(conditions.possible(some, 2, 2)).containsExactly(0, 1);
  }

  /** Against the definition: every combination of variants is a run. */
  @Test
  void randomConditions() {
    int[] variants = {2, 3, 2, 4};
    int runs = 2 * 3 * 2 * 4;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Condition> made = new ArrayList<>(List.of(Condition.ALWAYS, Condition.NEVER));
      List<IntPredicate> meant = new ArrayList<>(List.of(run -> true, run -> false));
      for (int i = 0; i < 12; i++) {
        int a = random.nextInt(made.size());
        int b = random.nextInt(made.size());
        switch (random.nextInt(3)) {
          case 0 -> {
            int decision = random.nextInt(variants.length);
            Set<Integer> some = new TreeSet<>();
            for (int v = 0; v < variants[decision]; v++) {
              if (random.nextBoolean()) {
                some.add(v);
              }
            }
            made.add(conditions.when(decision, variants[decision], some));
            meant.add(run -> some.contains(variant(run, decision, variants)));
          }
          case 1 -> {
            made.add(conditions.and(made.get(a), made.get(b)));
            meant.add(meant.get(a).and(meant.get(b)));
          }
          default -> {
            made.add(conditions.or(made.get(a), made.get(b)));
            meant.add(meant.get(a).or(meant.get(b)));
          }
        }
      }
      for (int a = 0; a < made.size(); a++) {
        for (int b = 0; b < made.size(); b++) {
          IntPredicate first = meant.get(a);
          IntPredicate second = meant.get(b);
          assertThat(conditions.exclusive(made.get(a), made.get(b)))
              .as("seed %s", seed)
              .isEqualTo(none(runs, first.and(second)));
          assertThat(conditions.implies(made.get(a), made.get(b)))
              .as("seed %s", seed)
              .isEqualTo(none(runs, first.and(second.negate())));
          assertThat(made.get(a).equals(made.get(b)))
              .as("seed %s", seed)
              .isEqualTo(none(runs, run -> first.test(run) != second.test(run)));
        }
      }
    }
  }

  /** Thirty branches one after the other, each of a dozen steps, and joined again. */
  @Test
  void branchesInSequenceStaySmall() {
    Condition last = Condition.ALWAYS;
    List<Condition> steps = new ArrayList<>();
    for (int decision = 0; decision < 30; decision++) {
      Condition join = Condition.NEVER;
      for (int variant = 0; variant < 4; variant++) {
        Condition branch = conditions.and(last, conditions.when(decision, 4, Set.of(variant)));
        steps.addAll(List.of(branch, branch, branch, branch));
        // The last variant ends its branch, so whatever comes later depends on all before.
        join = variant < 3 ? conditions.or(join, branch) : join;
      }
      last = join;
      steps.add(join);
    }
    assertThat(steps).hasSizeGreaterThan(500).doesNotContain(Condition.UNKNOWN);
    long exclusive = 0;
    for (Condition a : steps) {
      for (Condition b : steps) {
        exclusive += conditions.exclusive(a, b) ? 1 : 0;
      }
    }
    assertThat(exclusive).isPositive();
    assertThat(conditions.implies(last, steps.get(0))).isFalse();
    assertThat(conditions.and(last, steps.get(steps.size() - 1))).isEqualTo(last);
  }

  /** Pairs of decisions that are far from each other: each more makes the diagram twice as big. */
  @Test
  void beyondTheLimitNothingIsProved() {
    Condition entangled = Condition.NEVER;
    int pairs = 40;
    for (int i = 0; i < pairs; i++) {
      Condition pair =
          conditions.and(
              conditions.when(i, 2, Set.of(0)), conditions.when(pairs + i, 2, Set.of(0)));
      entangled = conditions.or(entangled, pair);
    }
    assertThat(entangled).isEqualTo(Condition.UNKNOWN);
    Condition simple = conditions.when(0, 2, Set.of(0));
    assertThat(conditions.exclusive(entangled, simple)).isFalse();
    assertThat(conditions.implies(entangled, simple)).isFalse();
    assertThat(conditions.implies(simple, entangled)).isFalse();
    assertThat(conditions.implies(entangled, entangled)).isFalse();
    assertThat(conditions.implies(entangled, Condition.ALWAYS)).isTrue();
    assertThat(conditions.and(entangled, Condition.NEVER)).isEqualTo(Condition.NEVER);
    assertThat(conditions.or(entangled, Condition.ALWAYS)).isEqualTo(Condition.ALWAYS);
  }

  private static int variant(int run, int decision, int[] variants) {
    int rest = run;
    for (int i = 0; i < decision; i++) {
      rest /= variants[i];
    }
    return rest % variants[decision];
  }

  private static boolean none(int runs, IntPredicate condition) {
    for (int run = 0; run < runs; run++) {
      if (condition.test(run)) {
        return false;
      }
    }
    return true;
  }
}
