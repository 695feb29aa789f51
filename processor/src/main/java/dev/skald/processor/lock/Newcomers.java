package dev.skald.processor.lock;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The steps that are new, and what old journals can know of them. */
final class Newcomers {

  private final Description before;
  private final Description now;
  private final Needs then;
  private final Needs today;
  private final Set<String> onNewBranch;
  private final Set<String> behindPivot;

  Newcomers(Description before, Description now) {
    this.before = before;
    this.now = now;
    this.then = new Needs(needs(before), this::variants);
    this.today = new Needs(needs(now), step -> new TreeSet<>());
    this.onNewBranch = closed(this::isNewVariant, true);
    this.behindPivot = closed(need -> false, false);
  }

  private static Map<String, Set<Need>> needs(Description saga) {
    Map<String, Set<Need>> needs = new LinkedHashMap<>();
    saga.steps().values().forEach(step -> needs.put(step.name(), step.needs()));
    return needs;
  }

  List<DescribedStep> all() {
    return now.steps().values().stream().filter(step -> isNew(step.name())).toList();
  }

  private boolean isNew(String step) {
    return before.step(step).isEmpty();
  }

  /** The variants that an old result of a step may be of. */
  SortedSet<String> variants(String step) {
    SortedSet<String> names = new TreeSet<>();
    before
        .step(step)
        .map(found -> before.types().get(found.gives().name()))
        .filter(type -> type.kind() == DescribedType.Kind.SEALED)
        .ifPresent(type -> type.parts().forEach(part -> names.add(part.name())));
    return names;
  }

  /**
   * The steps that cannot run unless a need of a kind is met: their own, or that of a step which
   * must have run before.
   *
   * @param isSo tells such needs
   * @param newOnly whether only new steps count; else pivots do
   */
  private Set<String> closed(Predicate<Need> isSo, boolean newOnly) {
    Set<String> closed = new HashSet<>();
    Predicate<String> counts =
        step -> closed.contains(step) || !newOnly && now.steps().get(step).pivot();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (DescribedStep step : now.steps().values()) {
        boolean may = !newOnly || isNew(step.name());
        boolean is =
            may
                && step.needs().stream()
                    .filter(need -> !(need instanceof Need.IfTaken))
                    .anyMatch(need -> isSo.test(need) || need.steps().stream().allMatch(counts));
        grows |= is && closed.add(step.name());
      }
    }
    return closed;
  }

  private boolean isNewVariant(Need need) {
    if (!(need instanceof Need.When when) || isNew(when.step())) {
      return false;
    }
    SortedSet<String> old = variants(when.step());
    return !old.isEmpty() && when.variants().stream().noneMatch(old::contains);
  }

  /** Whether no journaled value can make the step run. */
  boolean isOnNewBranch(String step) {
    return onNewBranch.contains(step);
  }

  /** Whether the step cannot run unless a pivot has succeeded. */
  boolean isBehindPivot(String step) {
    return behindPivot.contains(step);
  }

  /**
   * The old steps that would run otherwise because of a new one. One that is not taken in any old
   * journal changes nothing for others, if it is settled no later than what they waited for anyway.
   */
  List<String> oldStepsThatWaitFor(String newcomer) {
    return now.steps().values().stream()
        .filter(step -> !isNew(step.name()))
        .filter(step -> step.needs().stream().anyMatch(need -> holdsUp(step, need, newcomer)))
        .map(DescribedStep::name)
        .toList();
  }

  private boolean holdsUp(DescribedStep step, Need need, String newcomer) {
    if (!need.steps().contains(newcomer)) {
      return false;
    }
    boolean mayBeMissing =
        need instanceof Need.IfTaken
            || need instanceof Need.OneOf && need.steps().stream().anyMatch(s -> !isNew(s));
    return !mayBeMissing || !isOnNewBranch(newcomer) || !isSettledFor(newcomer, step.name());
  }

  private boolean isSettledFor(String newcomer, String waiting) {
    Set<String> anyway = then.settledBefore(waiting);
    return today.settledBefore(newcomer).stream()
        .allMatch(step -> isNew(step) ? isOnNewBranch(step) : anyway.contains(step));
  }

  /** Whether any of the needs concerns a new step. */
  boolean areIn(Set<Need> needs) {
    return needs.stream().flatMap(need -> need.steps().stream()).anyMatch(this::isNew);
  }

  /** The needs as old journals see them: without new steps and new variants. */
  Set<Need> without(Set<Need> needs) {
    Set<Need> old = new LinkedHashSet<>();
    for (Need need : needs) {
      SortedSet<String> steps = new TreeSet<>(need.steps());
      steps.removeIf(this::isNew);
      if (steps.isEmpty()) {
        continue;
      }
      if (need instanceof Need.When when) {
        SortedSet<String> variants = new TreeSet<>(when.variants());
        variants.retainAll(variants(when.step()));
        old.add(new Need.When(when.step(), variants));
      } else {
        old.add(need instanceof Need.OneOf ? new Need.OneOf(steps) : need);
      }
    }
    return old;
  }
}
