package dev.skald.processor.lock;

import dev.skald.processor.diagnostic.ChangeWording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares which steps there are, what they wait for, and where there is no way back. */
final class GraphComparison {

  private final Description before;
  private final Description now;
  private final Differences found;
  private final Newcomers newcomers;

  /** Steps of which what they wait for need not be compared: the cause is told elsewhere. */
  private final Set<String> told = new HashSet<>();

  GraphComparison(Description before, Description now, Differences found) {
    this.before = before;
    this.now = now;
    this.found = found;
    this.newcomers = new Newcomers(before, now);
  }

  void compare() {
    compareSteps();
    comparePivots();
    compareOrder();
  }

  private void compareSteps() {
    List<DescribedStep> added = new ArrayList<>(newcomers.all());
    for (DescribedStep gone : before.steps().values()) {
      if (now.step(gone.name()).isEmpty()) {
        Optional<DescribedStep> renamed =
            added.stream().filter(step -> isLike(step, gone)).findFirst();
        found.breaks(
            renamed.map(DescribedStep::name),
            renamed
                .map(step -> ChangeWording.renamed(gone.name(), step.name()))
                .orElseGet(() -> ChangeWording.removed(gone.name())));
        renamed.ifPresent(added::remove);
        before.steps().values().stream()
            .filter(step -> step.needs().stream().anyMatch(n -> n.steps().contains(gone.name())))
            .forEach(step -> told.add(step.name()));
      }
    }
    added.forEach(this::compareAdded);
  }

  private static boolean isLike(DescribedStep step, DescribedStep gone) {
    return step.gives().equals(gone.gives())
        && step.effect().equals(gone.effect())
        && step.mode().equals(gone.mode())
        && step.undo().isEmpty() == gone.undo().isEmpty();
  }

  private void compareAdded(DescribedStep step) {
    String name = step.name();
    List<String> waiting = newcomers.oldStepsThatWaitFor(name);
    if (!waiting.isEmpty()) {
      found.breaks(name, ChangeWording.awaited(name, waiting.get(0)));
      told.addAll(waiting);
    } else if (newcomers.isOnNewBranch(name)) {
      found.goesOn(name, ChangeWording.addedOnBranch(name));
    } else if (newcomers.isBehindPivot(name)) {
      found.goesOn(name, ChangeWording.addedBehindPivot(name));
    } else if (step.readsOnly()) {
      found.goesOn(name, ChangeWording.addedReading(name));
    } else {
      found.breaks(name, ChangeWording.added(name));
    }
  }

  private void comparePivots() {
    boolean moved = false;
    for (DescribedStep step : common()) {
      String name = step.name();
      boolean was = before.steps().get(name).pivot();
      if (was != step.pivot()) {
        found.breaks(name, was ? ChangeWording.pivotLost(name) : ChangeWording.pivotNew(name));
        moved = true;
      }
    }
    for (DescribedStep step : moved ? List.<DescribedStep>of() : common()) {
      if (before.steps().get(step.name()).afterPivot() != step.afterPivot()) {
        found.breaks(step.name(), ChangeWording.side(step.name()));
      }
    }
    boolean hadOne = before.pivots().findAny().isPresent();
    if (!moved && hadOne != now.pivots().findAny().isPresent()) {
      found.breaks(Optional.empty(), ChangeWording.undoable());
    }
  }

  private List<DescribedStep> common() {
    return now.steps().values().stream()
        .filter(step -> before.step(step.name()).isPresent())
        .toList();
  }

  /** As far as old journals can tell: without the new steps, which are looked at above. */
  private void compareOrder() {
    Map<String, Set<Need>> then = new LinkedHashMap<>();
    before.steps().values().forEach(step -> then.put(step.name(), step.needs()));
    Map<String, Set<Need>> projected = new HashMap<>(then);
    common().forEach(step -> projected.put(step.name(), newcomers.without(step.needs())));
    Map<String, Set<Need>> old = new Needs(then, newcomers::variants).reduced();
    Map<String, Set<Need>> seen = new Needs(projected, newcomers::variants).reduced();
    for (DescribedStep step : common()) {
      String name = step.name();
      if (told.contains(name)) {
        continue;
      }
      if (!old.get(name).equals(seen.get(name))) {
        found.breaks(name, ChangeWording.order(name, words(old.get(name)), words(seen.get(name))));
      } else if (newcomers.areIn(step.needs())) {
        found.goesOn(name, ChangeWording.joins(name));
      }
    }
  }

  private static String words(Set<Need> needs) {
    return ChangeWording.orNothing(needs.stream().map(DescriptionText::need).sorted().toList());
  }

  /**
   * What the saga's result is made of must be there in each run that has completed, or may be
   * missing.
   */
  void compareResult() {
    for (String word : now.result()) {
      SortedSet<String> steps = new TreeSet<>();
      for (String alternative : word.split("\\|", -1)) {
        steps.add(alternative.replaceAll("(:.*|\\[\\])$", ""));
      }
      boolean mayBeMissing = word.startsWith("?");
      if (!mayBeMissing && steps.stream().noneMatch(step -> before.step(step).isPresent())) {
        found.breaks(steps.first(), ChangeWording.resultNew(steps.first()));
      }
    }
    if (!before.result().equals(now.result())) {
      found.goesOn(Optional.empty(), ChangeWording.result());
    }
  }
}
