package dev.skald.testkit;

import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.support.Orchestrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Carries one scenario out under one fault after the other.
 *
 * @param <W> the services
 * @param <O> the saga's orchestrator
 */
final class FaultCases<W, O extends Orchestrator<?, ?, ?>> {

  private final Subject<W, O> subject;
  private final Course<O> course;
  private final Faultless faultless;
  private final SagaPlan<?> plan;
  private final List<StepCall> attempts;

  FaultCases(Subject<W, O> subject, Course<O> course, Faultless faultless) {
    this.subject = subject;
    this.course = course;
    this.faultless = faultless;
    this.plan = faultless.plan();
    this.attempts = faultless.attempts();
  }

  boolean isReached(StepPlan<?> step) {
    return attempts.stream().anyMatch(call -> call.step().equals(step.name()));
  }

  /** The first item of a list and the last, or no item. */
  List<Integer> itemsOf(StepPlan<?> step) {
    TreeSet<Integer> items = new TreeSet<>();
    attempts.stream()
        .filter(call -> call.step().equals(step.name()))
        .forEach(call -> items.add(call.item()));
    return List.copyOf(new TreeSet<>(List.of(items.first(), items.last())));
  }

  /** A step is under a fault; if it is its undo, the run is made to turn back. */
  void tryFault(StepPlan<?> step, int item, Fault fault) {
    if (fault == Fault.REJECTS) {
      subject.rejections().of(step);
    }
    Injection.Place place = Injection.Place.of(step.name(), item);
    if (!fault.isOfUndo()) {
      requireTried(step, tryWith(new Injection.Planned(place, fault), null));
      return;
    }
    boolean tried = false;
    for (Injection.Planned back : waysBack(step, item)) {
      tried = tried || tryWith(new Injection.Planned(place, fault), back);
    }
    requireTried(step, tried);
  }

  private void requireTried(StepPlan<?> step, boolean tried) {
    if (!tried) {
      throw new AssertionError(
          "The fault was never reached, so this says nothing of "
              + step.name()
              + ": the scenario “"
              + course.name()
              + "” does not come to where it would happen");
    }
  }

  /**
   * How to make a run turn back that has done a step: by what comes later, or by the step itself.
   */
  private List<Injection.Planned> waysBack(StepPlan<?> step, int item) {
    List<Injection.Planned> ways = new ArrayList<>();
    String place = item == StepCall.NO_ITEM ? step.name() : step.name() + "#" + item;
    for (StepPlan<?> later : plan.steps()) {
      Fault fault = Fault.turningBack(plan, later);
      if (fault != null && later != step) {
        ways.add(
            new Injection.Planned(
                (call, succeeded) -> call.step().equals(later.name()) && succeeded.contains(place),
                fault));
      }
    }
    ways.add(
        new Injection.Planned(Injection.Place.of(step.name(), item), Fault.LOSES_REPLY_ALWAYS));
    return ways;
  }

  private boolean tryWith(Injection.Planned fault, Injection.@Nullable Planned back) {
    List<Injection.Planned> faults = back == null ? List.of(fault) : List.of(fault, back);
    try (Trial<W, O> trial = new Trial<>(subject, course, faults)) {
      trial.go();
      if (fault.happened() == 0) {
        return false;
      }
      new Verdict(trial, faultless).judge();
      return true;
    }
  }

  /**
   * A way through the saga whose appends are counted.
   *
   * @param text for people
   * @param back the step that turns the run back, {@code null} for none
   * @param appends how many appends there are on it
   */
  record Way(String text, @Nullable StepPlan<?> back, int appends) {}

  /** The way without a fault, and the one on which the last step that can turns the run back. */
  List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("", null, faultless.appends()));
    lastThatTurnsBack().ifPresent(step -> ways.add(wayBackFrom(step)));
    return ways;
  }

  private Way wayBackFrom(StepPlan<?> step) {
    try (Trial<W, O> trial = new Trial<>(subject, course, turnBackAt(step))) {
      trial.go();
      int appends = trial.skald().journal().appends();
      return new Way(", after " + step.name() + " turned the run back", step, appends);
    }
  }

  private Optional<StepPlan<?>> lastThatTurnsBack() {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      StepPlan<?> step = plan.find(attempts.get(i).step()).orElseThrow();
      if (!attempts.get(i).undo() && Fault.turningBack(plan, step) != null) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  private List<Injection.Planned> turnBackAt(@Nullable StepPlan<?> step) {
    Fault fault = step == null ? null : Fault.turningBack(plan, step);
    if (step == null || fault == null) {
      return List.of();
    }
    return List.of(new Injection.Planned((call, done) -> call.step().equals(step.name()), fault));
  }

  void tryCrash(Way way, WatchedJournal.CrashPoint point) {
    try (Trial<W, O> trial = new Trial<>(subject, course, turnBackAt(way.back()))) {
      trial.skald().journal().crashAt(point);
      trial.go();
      if (trial.crashes() == 0) {
        throw new AssertionError("The process did not end: there is no append " + point.append());
      }
      new Verdict(trial, faultless).judge();
    }
  }
}
