package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import java.util.List;
import java.util.Set;

/** Lets steps of a made-up saga be pipelined where others run ahead, and can be undone by key. */
final class PipelineMaker {

  private static final Set<Source> SIMPLE = Set.of(Source.INPUT, Source.CONTEXT, Source.RESULT);

  private final Choices choices;
  private final Sketch saga;

  PipelineMaker(Choices choices, Sketch saga) {
    this.choices = choices;
    this.saga = saga;
  }

  void choose() {
    for (SketchStep step : saga.steps) {
      step.pipelined = step.isJustCalled() && mayBe(step) && choices.oneIn(3);
    }
  }

  /** Whether one step runs ahead for sure, and all that might can be undone without a result. */
  private boolean mayBe(SketchStep step) {
    List<SketchStep> followers =
        saga.steps.stream()
            .filter(other -> other.behind().contains(step.index) && mayRunAhead(other))
            .toList();
    return followers.stream().allMatch(PipelineMaker::isUndoneByKey)
        && followers.stream().anyMatch(other -> surelyRunsAhead(other, step.index));
  }

  private static boolean mayRunAhead(SketchStep step) {
    return step.isJustCalled()
        && step.event().isEmpty()
        && step.delay.isEmpty()
        && step.inputs.stream().allMatch(input -> input.lock().isEmpty());
  }

  private static boolean surelyRunsAhead(SketchStep step, int of) {
    return !step.alternatives
        && step.behind().equals(Set.of(of))
        && step.inputs.stream().allMatch(i -> SIMPLE.contains(i.source()) && !i.maybe());
  }

  private static boolean isUndoneByKey(SketchStep step) {
    return step.undo.stream()
        .flatMap(undo -> undo.inputs.stream())
        .allMatch(input -> input.source() == Source.OUTCOME || input.steps().isEmpty());
  }
}
