package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import dev.skald.processor.fuzz.SketchStep.Effect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes up branches: a step that decides, what runs for each variant, and how they meet again. */
final class BranchMaker {

  private final StepMaker maker;
  private final Choices choices;
  private final Kinds kinds;

  BranchMaker(StepMaker maker, Kinds kinds) {
    this.maker = maker;
    this.choices = maker.choices;
    this.kinds = kinds;
  }

  /** Branches that do not meet again. */
  void apart(Scope scope, Consumer<Scope> course) {
    for (Input variant : decide(scope)) {
      course.accept(branch(scope, variant));
    }
  }

  /** Branches that meet again. */
  void joined(Scope scope, Consumer<Scope> course) {
    int how = choices.below(3);
    Kind common = kinds.record();
    boolean whole = true;
    List<Integer> lasts = new ArrayList<>();
    List<Input> variants = decide(scope);
    for (Input variant : variants) {
      Scope branch = branch(scope, variant);
      course.accept(branch);
      SketchStep last = maker.begin(branch, maker.effect(branch));
      last.result = Optional.of(how == 0 ? common : kinds.record());
      maker.takeSome(last, branch);
      maker.orderAll(last, branch, true);
      maker.add(last, branch);
      lasts.add(last.index);
      // A branch within the branch may have ended.
      whole &= branch.anchor.isEmpty();
    }
    SketchStep decision = maker.saga.step(variants.get(0).steps().get(0));
    boolean all = whole && decision.ends.isEmpty();
    switch (how) {
      case 0 -> byType(scope, Input.of(Source.RESULT, lasts, common), all);
      case 1 -> byName(scope, lasts, all);
      default -> loosely(scope, lasts, all, variants);
    }
  }

  private List<Input> decide(Scope scope) {
    SketchStep step = maker.begin(scope, scope.afterPivot ? Effect.READS : maker.effect(scope));
    List<Kind> sealed = kinds.sealed();
    step.result = Optional.of(sealed.get(sealed.size() - 1));
    maker.takeSome(step, scope);
    step.variants = groups(sealed);
    List<Kind> going = new ArrayList<>();
    for (Kind variant : step.variants) {
      (choices.oneIn(4) && step.ends.size() < step.variants.size() - 1 ? step.ends : going)
          .add(variant);
    }
    maker.add(step, scope);
    return going.stream().map(k -> Input.of(Source.VARIANT, List.of(step.index), k)).toList();
  }

  /** Either all leaves, or the leaves that are in no group and the group. */
  private List<Kind> groups(List<Kind> sealed) {
    List<Kind> variants = sealed.subList(0, sealed.size() - 1);
    List<Kind> groups = variants.stream().filter(kind -> kind.leaves.size() > 1).toList();
    boolean whole = !groups.isEmpty() && choices.below(2) == 1;
    return variants.stream()
        .filter(kind -> kind.leaves.size() > 1 == whole || whole && kind == variants.get(0))
        .toList();
  }

  private static Scope branch(Scope scope, Input variant) {
    Scope branch = scope.copy();
    branch.guard = Optional.of(variant);
    branch.anchor = Optional.empty();
    branch.guarded.clear();
    branch.values.add(variant);
    return branch;
  }

  /** A step takes the type that all branches give. */
  private void byType(Scope scope, Input join, boolean all) {
    SketchStep step = maker.begin(scope, maker.effect(scope));
    step.result = Optional.of(kinds.record());
    maker.take(step, join);
    scope.guarded.or(bits(join.steps()));
    step.always &= all;
    maker.takeSome(step, scope);
    meet(step, scope, all);
    scope.values.add(join);
    join.steps().forEach(scope.guarded::set);
  }

  /** A step stands after the branches: one is enough. */
  private void byName(Scope scope, List<Integer> lasts, boolean all) {
    SketchStep step = maker.begin(scope, Effect.READS);
    step.alternatives = lasts.size() > 1;
    step.always &= all;
    lasts.forEach(last -> maker.after(step, last));
    scope.guarded.or(bits(lasts));
    meet(step, scope, all);
  }

  private static BitSet bits(List<Integer> places) {
    BitSet bits = new BitSet();
    places.forEach(bits::set);
    return bits;
  }

  private void meet(SketchStep step, Scope scope, boolean all) {
    if (!all) {
      // From here on the path is that of the branches which did not end.
      scope.guard = Optional.empty();
      scope.anchor = Optional.empty();
      scope.guarded.clear();
    }
    maker.add(step, scope);
    if (!all) {
      scope.anchor = Optional.of(step.index);
    }
    behind(step, scope);
  }

  /** What has an effect comes after what the branches did. */
  private static void behind(SketchStep step, Scope scope) {
    if (!scope.open.contains(step.index)) {
      scope.open.add(step.index);
    }
  }

  /** A step takes what the branches may have left, and always runs. */
  private void loosely(Scope scope, List<Integer> lasts, boolean all, List<Input> variants) {
    SketchStep step = maker.begin(scope, maker.effect(scope));
    boolean certain = lasts.size() == 1 && all;
    for (int last : lasts) {
      Kind kind = maker.saga.step(last).result.orElseThrow();
      Input input = Input.of(Source.RESULT, List.of(last), kind);
      maker.take(step, certain ? input : input.asMaybe());
    }
    if (!certain) {
      scope.maybes.add(variants.get(0).asMaybe());
    }
    maker.takeSome(step, scope);
    maker.add(step, scope);
    behind(step, scope);
  }
}
