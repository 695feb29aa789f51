package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import dev.skald.processor.fuzz.SketchStep.Effect;
import dev.skald.processor.fuzz.SketchStep.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes up single steps, so that each is right at its place. */
final class StepMaker {

  static final Kind CONTEXT = new Kind("dev.skald.StepContext", "", true, List.of());
  private static final Kind CONNECTION = new Kind("java.sql.Connection", "", false, List.of());

  final Choices choices;
  final Sketch saga;
  final Kinds kinds;
  private final Names names;
  private final boolean transactions;
  private Optional<String> lock;
  private int events;

  StepMaker(
      Choices choices,
      Sketch saga,
      Kinds kinds,
      Names names,
      Optional<String> lock,
      boolean transactions) {
    this.choices = choices;
    this.saga = saga;
    this.kinds = kinds;
    this.names = names;
    this.lock = lock;
    this.transactions = transactions;
  }

  /** An effect that is allowed here. */
  Effect effect(Scope scope) {
    return scope.afterPivot
        ? choices.of(Effect.FINAL, Effect.READS)
        : choices.of(Effect.UNDONE, Effect.READS, Effect.UNDONE, Effect.STAYS);
  }

  /** A step that is not yet part of the saga. */
  SketchStep begin(Scope scope, Effect effect) {
    SketchStep step = new SketchStep(saga.steps.size(), names.method("s"));
    step.effect = effect;
    step.afterPivot = scope.afterPivot;
    step.always = scope.isAlways();
    return step;
  }

  /** Lets a step take some of what there is. */
  void takeSome(SketchStep step, Scope scope) {
    for (int i = choices.below(3); i > 0; i--) {
      take(step, choices.of(scope.values));
    }
    if (!scope.maybes.isEmpty() && choices.oneIn(3)) {
      take(step, choices.of(scope.maybes));
    }
  }

  void take(SketchStep step, Input input) {
    boolean known =
        step.inputs.stream()
            .filter(other -> other.kind() == input.kind() && other.maybe() == input.maybe())
            .anyMatch(other -> other.steps().equals(input.steps()) || !saga.isShared(input.kind()));
    if (!known) {
      step.inputs.add(input);
      input.steps().forEach(source -> follow(step, source));
    }
  }

  private void follow(SketchStep step, int source) {
    step.ancestors.set(source);
    step.ancestors.or(saga.step(source).ancestors);
  }

  void after(SketchStep step, int other) {
    if (!step.after.contains(other)) {
      step.after.add(other);
    }
    follow(step, other);
  }

  /** Puts a step behind another one, by data or by name. */
  private void order(SketchStep step, Scope scope, int other) {
    List<Input> results =
        scope.values.stream().filter(v -> v.steps().equals(List.of(other))).toList();
    if (!results.isEmpty() && choices.below(2) == 1) {
      take(step, results.get(0));
    } else {
      after(step, other);
    }
  }

  /** Puts a step behind all the others that it must not run beside. */
  void orderAll(SketchStep step, Scope scope, boolean everything) {
    List<Integer> others = new ArrayList<>();
    if (step.effect != Effect.READS) {
      others.addAll(scope.open);
    }
    if (everything) {
      others.addAll(scope.all);
    }
    for (int i = others.size() - 1; i >= 0; i--) {
      if (!step.ancestors.get(others.get(i))) {
        order(step, scope, others.get(i));
      }
    }
  }

  /** Sees to it that a step runs on this path only, and has anything to do with the run. */
  private void guard(SketchStep step, Scope scope) {
    boolean guarded =
        scope.isAlways()
            || step.after.stream().anyMatch(scope.guarded::get)
            || step.inputs.stream()
                .filter(Input::isRequired)
                .anyMatch(
                    input ->
                        scope.guard.equals(Optional.of(input))
                            || input.steps().stream().allMatch(scope.guarded::get));
    if (!guarded) {
      scope.guard.ifPresent(variant -> take(step, variant));
      scope.anchor.ifPresent(anchor -> after(step, anchor));
    }
    // Where nobody takes the input itself, the list that is run through would be it.
    if (saga.steps.isEmpty() && (step.item().isEmpty() || saga.wholeList.isEmpty())) {
      take(step, Input.of(Source.INPUT, saga.input));
    }
    if (step.inputs.isEmpty() && step.after.isEmpty()) {
      take(step, choices.of(scope.values.get(0), Input.of(Source.CONTEXT, CONTEXT)));
    }
  }

  /** Makes the step one of the saga. */
  SketchStep add(SketchStep step, Scope scope) {
    orderAll(step, scope, false);
    guard(step, scope);
    modify(step, scope);
    boolean needsContext = step.item().isPresent() && step.transactional;
    if (needsContext || choices.oneIn(3) || step.inputs.stream().noneMatch(Input::tellsRun)) {
      take(step, Input.of(Source.CONTEXT, CONTEXT));
    }
    saga.steps.add(step);
    scope.all.add(step.index);
    scope.guarded.set(step.index);
    if (step.effect != Effect.READS) {
      scope.open.removeIf(other -> step.ancestors.get(other));
      scope.open.add(step.index);
    }
    step.result.ifPresent(
        kind ->
            scope.values.add(
                step.item().isPresent()
                    ? Input.of(Source.RESULTS, List.of(step.index), kind)
                    : Input.of(Source.RESULT, List.of(step.index), kind)));
    if (step.effect == Effect.UNDONE && step.child.isEmpty()) {
      step.undo = Optional.of(undo(step, scope));
    }
    return step;
  }

  private void modify(SketchStep step, Scope scope) {
    if (step.child.isPresent()) {
      return;
    }
    boolean refusable = !step.afterPivot && !(step.pivot && step.item().isPresent());
    if (refusable && choices.oneIn(3)) {
      step.refusal = choices.of(Refusal.CHECKED, Refusal.UNCHECKED);
      kinds.declare(step.refusal);
    }
    if (step.effect != Effect.READS && choices.oneIn(10)) {
      step.atMostOnce = true;
    } else if (step.effect != Effect.READS && transactions && choices.oneIn(3)) {
      step.transactional = true;
      step.inputs.add(Input.of(Source.CONNECTION, CONNECTION));
    } else if (choices.oneIn(5)) {
      step.attempts = Optional.of(2 + choices.below(2));
    }
    step.async = !step.transactional && choices.oneIn(6);
    step.ownTimeout = choices.oneIn(8);
    if (!step.takes(Source.EVENT) && choices.oneIn(12)) {
      step.delay = choices.of("1ms", "5ms");
    }
    if (lock.isPresent() && choices.oneIn(2)) {
      for (int i = 0; i < step.inputs.size() && lock.isPresent(); i++) {
        if (step.inputs.get(i).source() == Source.INPUT && !step.inputs.get(i).maybe()) {
          step.inputs.set(i, step.inputs.get(i).locking(lock.get()));
          lock = Optional.empty();
        }
      }
    }
  }

  /** Lets a step wait for an event. */
  void waitForEvent(SketchStep step, Scope scope) {
    Input event = Input.of(Source.EVENT, kinds.event(events++));
    int form = choices.below(scope.afterPivot ? 3 : 6);
    step.eventExpires = form == 2 || form == 5;
    step.eventMayExpire = form == 1 || form == 3;
    step.inputs.add(form == 1 || form == 2 ? event.asMaybe() : event);
  }

  private SketchUndo undo(SketchStep step, Scope scope) {
    SketchUndo.Takes takes = choices.of(SketchUndo.Takes.values());
    boolean noResult = step.result.isEmpty() || step.atMostOnce;
    if (takes == SketchUndo.Takes.RESULT && noResult) {
      takes = SketchUndo.Takes.NOTHING;
    }
    SketchUndo undo = new SketchUndo(names.method("u"), takes);
    List<Integer> own = List.of(step.index);
    Kind kind = step.result.orElse(new Kind("java.lang.Void", "", false, List.of()));
    if (takes == SketchUndo.Takes.OUTCOME) {
      undo.inputs.add(Input.of(Source.OUTCOME, own, kind));
    } else if (takes == SketchUndo.Takes.RESULT) {
      undo.inputs.add(Input.of(Source.RESULT, own, kind));
    }
    step.item().filter(item -> choices.below(2) == 1).ifPresent(undo.inputs::add);
    for (int i = choices.below(3); i > 0; i--) {
      Input input = choices.of(scope.values);
      boolean early = input.steps().stream().allMatch(step.ancestors::get);
      boolean known = undo.inputs.stream().anyMatch(other -> other.kind() == input.kind());
      if (early && !known) {
        undo.inputs.add(input);
      }
    }
    boolean anonymous = undo.inputs.stream().noneMatch(Input::tellsRun);
    if (anonymous || step.item().isPresent() || choices.oneIn(3)) {
      undo.inputs.add(Input.of(Source.CONTEXT, CONTEXT));
    }
    undo.async = choices.oneIn(6);
    return undo;
  }
}
