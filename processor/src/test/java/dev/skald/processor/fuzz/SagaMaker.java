package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import dev.skald.processor.fuzz.SketchStep.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes up a saga that is right, from one choice after the other. */
final class SagaMaker {

  private static final int DEEPEST = 2;

  private final Choices choices;
  private final Sketch saga;
  private final StepMaker maker;
  private final Kinds kinds;
  private final List<Sketch> children;
  private final Scope root = new Scope();

  private SagaMaker(Choices choices, Sketch saga, List<Sketch> children) {
    this.choices = choices;
    this.saga = saga;
    this.children = new ArrayList<>(children);
    Names names = new Names(choices, saga.className);
    this.kinds = new Kinds(choices, names, saga, saga.owner());
    Optional<String> lock = choices.oneIn(4) ? Optional.of(lockName()) : Optional.empty();
    saga.input = input(lock);
    this.maker =
        new StepMaker(choices, saga, kinds, names, lock, children.isEmpty() && choices.oneIn(12));
    root.values.add(Input.of(Source.INPUT, saga.input));
  }

  /**
   * Makes up the sagas of one package: the last one, and those that it starts.
   *
   * @param number makes names of packages and sagas differ
   */
  static List<Sketch> make(Choices choices, long number) {
    String packageName =
        choices.oneIn(12) ? "" : choices.of("p", "p.größe", "p._x", "P.list") + number;
    List<Sketch> made = new ArrayList<>();
    for (int i = choices.oneIn(6) ? 1 : 0; i >= 0; i--) {
      boolean strange = !packageName.isEmpty() && choices.oneIn(6);
      String name =
          strange
              ? choices.of("Saga", "Orchestrator", "Steps", "Ablauf_ü", "Call", "Object", "$")
                  + (i > 0 ? "_" + i : "")
              : "S" + number + "x" + i;
      Optional<String> outer =
          choices.oneIn(4) ? Optional.of("Shop" + number + i) : Optional.empty();
      Sketch saga = new Sketch(packageName, name, outer, "saga-" + number + "-" + i);
      saga.nested = choices.oneIn(2);
      new SagaMaker(choices, saga, made).fill(i > 0);
      made.add(saga);
    }
    return made;
  }

  private String lockName() {
    return "lock_" + saga.saga.replace('-', '_');
  }

  private Kind input(Optional<String> lock) {
    if (lock.isEmpty() && choices.oneIn(8)) {
      return kinds.text();
    }
    if (lock.isEmpty() && choices.oneIn(8)) {
      return list();
    }
    List<List<String>> parts = new ArrayList<>();
    lock.ifPresent(name -> parts.add(List.of("java.lang.String", "zz.lock()", name)));
    for (int i = choices.below(3); i > 0; i--) {
      Kind item = kinds.record();
      String component = "list" + i;
      Kind list = kinds.listOf(item, "zz.list");
      parts.add(List.of(list.text, list.value, component));
      saga.inputLists.add(Input.of(Source.ITEM, item));
    }
    return kinds.record("In" + saga.saga.replace('-', '_'), parts, "");
  }

  private Kind list() {
    Kind item = kinds.record();
    saga.wholeList = Optional.of(item);
    saga.inputLists.add(Input.of(Source.ITEM, item));
    return kinds.listOf(item, "zz.list");
  }

  private void fill(boolean undoable) {
    saga.head = head();
    for (int i = 1 + choices.below(3); i > 0; i--) {
      segment(root, 0);
    }
    int end = undoable ? 0 : choices.below(4);
    if (end > 0) {
      end(root, end, 0);
    }
    new PipelineMaker(choices, saga).choose();
    returns(undoable);
  }

  private String head() {
    String name =
        "@dev.skald.Saga(name = \"%s\"%s)"
            .formatted(saga.saga, choices.of("", ", version = 3", ", deadline = \"36500d\""));
    String retry =
        "@dev.skald.Retry(delay = \"1ms\", maxDelay = \"%s\"%s)"
            .formatted(
                choices.of("2ms", "3ms"),
                choices.of("", ", maxAttempts = 3", ", jitter = false, multiplier = 1.5"));
    return name + "\n@dev.skald.Timeout(\"30s\")\n" + retry;
  }

  /** How a path ends: 1 with a last step that decides by itself, 2 with a pivot, 3 on branches. */
  private void end(Scope scope, int how, int depth) {
    if (how == 3 && depth < DEEPEST) {
      new BranchMaker(maker, kinds)
          .apart(
              scope,
              branch -> {
                segments(branch, depth + 1);
                end(branch, 1 + choices.below(3), depth + 1);
              });
      return;
    }
    SketchStep pivot = maker.begin(scope, Effect.FINAL);
    pivot.pivot = true;
    pivot.pivotWritten = how == 2;
    pivot.result = result();
    maker.takeSome(pivot, scope);
    maker.orderAll(pivot, scope, true);
    maker.add(pivot, scope);
    if (how == 2) {
      scope.afterPivot = true;
      segments(scope, depth + 1);
    }
  }

  private void segments(Scope scope, int depth) {
    for (int i = choices.below(depth > 1 ? 2 : 3); i > 0; i--) {
      segment(scope, depth);
    }
  }

  private Optional<Kind> result() {
    return choices.oneIn(4) ? Optional.empty() : Optional.of(kinds.any());
  }

  /** A type that another step of every run returns as well, if there is one. */
  private Optional<Kind> known() {
    List<Kind> known =
        saga.steps.stream()
            .filter(s -> s.always && s.item().isEmpty() && s.event().isEmpty())
            .filter(s -> s.variants.isEmpty() && s.child.isEmpty())
            .flatMap(s -> s.result.stream())
            .filter(kind -> kind.tagged)
            .toList();
    return known.isEmpty() ? result() : Optional.of(choices.of(known));
  }

  private void segment(Scope scope, int depth) {
    switch (choices.below(8)) {
      case 3 -> layer(scope);
      case 4, 5 -> {
        if (depth < DEEPEST) {
          new BranchMaker(maker, kinds).joined(scope, branch -> segments(branch, depth + 1));
        } else {
          single(scope, false);
        }
      }
      case 6 -> list(scope);
      case 7 -> single(scope, true);
      default -> {
        if (!scope.afterPivot && !children.isEmpty() && choices.below(2) == 1) {
          child(scope);
        } else {
          single(scope, false);
        }
      }
    }
  }

  private void single(Scope scope, boolean event) {
    SketchStep step = maker.begin(scope, maker.effect(scope));
    step.result = !event && scope.isAlways() && choices.oneIn(5) ? known() : result();
    maker.takeSome(step, scope);
    if (event) {
      maker.waitForEvent(step, scope);
      boolean handsOn = !step.event().orElseThrow().maybe() && choices.below(2) == 1;
      if (handsOn) {
        step.result = step.event().map(Input::kind);
      }
    }
    maker.add(step, scope);
  }

  /** Steps side by side. */
  private void layer(Scope scope) {
    Scope before = scope.copy();
    List<Integer> open = new ArrayList<>();
    for (int i = 2 + choices.below(2); i > 0; i--) {
      Scope beside = before.copy();
      SketchStep step = maker.begin(beside, scope.afterPivot ? Effect.FINAL : Effect.UNDONE);
      step.parallel = true;
      step.result = result();
      maker.takeSome(step, beside);
      maker.add(step, beside);
      open.add(step.index);
      scope.all.add(step.index);
      scope.guarded.set(step.index);
      scope.values.addAll(beside.values.subList(before.values.size(), beside.values.size()));
    }
    Set<Integer> behind = new HashSet<>();
    for (int step : open) {
      scope.open.stream().filter(saga.step(step).ancestors::get).forEach(behind::add);
    }
    scope.open.removeAll(behind);
    scope.open.addAll(open);
  }

  /** A list, and a step or two that run for each of its items. */
  private void list(Scope scope) {
    Input item;
    if (!saga.inputLists.isEmpty() && choices.below(2) == 1) {
      item = saga.inputLists.remove(0);
    } else {
      Kind kind = kinds.record();
      SketchStep source = maker.begin(scope, Effect.READS);
      source.result = Optional.of(kinds.listOf(kind, "zz.list"));
      maker.takeSome(source, scope);
      maker.add(source, scope);
      item = Input.of(Source.ITEM, List.of(source.index), kind);
    }
    SketchStep first = each(scope, item);
    if (first.result.isPresent() && choices.below(2) == 1) {
      each(scope, Input.of(Source.ITEM, List.of(first.index), first.result.get()));
    }
  }

  private SketchStep each(Scope scope, Input item) {
    SketchStep step = maker.begin(scope, maker.effect(scope));
    step.result = choices.oneIn(4) ? Optional.empty() : Optional.of(kinds.record());
    maker.take(step, item);
    maker.takeSome(step, scope);
    return maker.add(step, scope);
  }

  private void child(Scope scope) {
    Sketch child = children.remove(0);
    SketchStep step = maker.begin(scope, Effect.UNDONE);
    step.child = Optional.of(child);
    step.result =
        child.result.map(
            kind ->
                new Kind(
                    child.nested ? child.text() + "." + kind.text : kind.text,
                    "",
                    false,
                    List.of()));
    maker.takeSome(step, scope);
    maker.take(step, Input.of(Source.CONTEXT, StepMaker.CONTEXT));
    maker.add(step, scope);
  }

  /** Sees to it that somebody takes each result, and makes the saga's. */
  private void returns(boolean asChild) {
    Set<Integer> taken = new HashSet<>();
    for (SketchStep step : saga.steps) {
      step.inputs.forEach(input -> taken.addAll(input.steps()));
      step.undo.ifPresent(undo -> undo.inputs.forEach(input -> taken.addAll(input.steps())));
    }
    for (SketchStep step : saga.steps) {
      // Nobody could take the list of a step that may not have run.
      if (step.item().isPresent() && !step.always && !taken.contains(step.index)) {
        step.result = Optional.empty();
      }
    }
    List<SketchStep> left =
        saga.steps.stream().filter(s -> s.result.isPresent() && !taken.contains(s.index)).toList();
    if (left.isEmpty() && !asChild && choices.below(2) == 0) {
      return;
    }
    saga.returnsWritten = true;
    saga.result = Optional.of(kinds.record("Result" + saga.saga.replace('-', '_'), List.of(), ""));
    saga.returns.add(Input.of(Source.INPUT, saga.input));
    for (SketchStep step : left) {
      Source source = step.item().isPresent() ? Source.RESULTS : Source.RESULT;
      Input input = Input.of(source, List.of(step.index), step.result.orElseThrow());
      saga.returns.add(step.always ? input : input.asMaybe());
    }
  }
}
