package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.fuzz.SketchStep.Refusal;
import dev.skald.runtime.SagaOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was exercised: a search that did too little is no proof. */
final class Tally {

  private static final List<String> ALL =
      List.of(
          "abandoned by its event",
          "alternatives",
          "asynchronous step",
          "asynchronous undo",
          "at most once",
          "branch that ends",
          "branches",
          "child",
          "compensated",
          "completed",
          "delay",
          "each of a list",
          "each of results",
          "each of the input",
          "event",
          "event that may be missing",
          "input that is a list",
          "irreversible step",
          "join",
          "lock",
          "optional value",
          "outcome taken",
          "parallel step",
          "pivot by itself",
          "pipelined step",
          "pivot written",
          "read-only step",
          "rejection, checked",
          "rejection, unchecked",
          "retried",
          "runs",
          "sagas",
          "steps",
          "transactional step",
          "type of several steps",
          "undo failed first",
          "undone");

  private final Map<String, Integer> counts = new TreeMap<>();

  private void count(String what, boolean seen) {
    if (seen) {
      counts.merge(what, 1, Integer::sum);
    }
  }

  void saga(Sketch saga) {
    count("sagas", true);
    count("input that is a list", saga.wholeList.isPresent());
    for (SketchStep step : saga.steps) {
      count("steps", true);
      count("alternatives", step.alternatives);
      count("asynchronous step", step.async);
      count("at most once", step.atMostOnce);
      count("branches", !step.variants.isEmpty());
      count("branch that ends", !step.ends.isEmpty());
      count("child", step.child.isPresent());
      count("delay", !step.delay.isEmpty());
      count("abandoned by its event", step.eventExpires);
      count("event", step.event().isPresent());
      count("event that may be missing", step.event().filter(Input::maybe).isPresent());
      count("irreversible step", step.effect == SketchStep.Effect.STAYS);
      count("read-only step", step.effect == SketchStep.Effect.READS);
      count("parallel step", step.parallel);
      count("transactional step", step.transactional);
      count("type of several steps", step.result.filter(saga::isShared).isPresent());
      count("pipelined step", step.pipelined);
      count("pivot written", step.pivotWritten);
      count("pivot by itself", step.pivot && !step.pivotWritten);
      count("rejection, checked", step.refusal == Refusal.CHECKED);
      count("rejection, unchecked", step.refusal == Refusal.UNCHECKED);
      step.item().ifPresent(item -> list(saga, item));
      for (Input input : step.inputs) {
        count("lock", input.lock().isPresent());
        count("optional value", input.maybe() && input.source() != Input.Source.EVENT);
        count("join", input.source() == Input.Source.RESULT && input.steps().size() > 1);
      }
      step.undo.ifPresent(
          undo -> {
            count("asynchronous undo", undo.async);
            count("outcome taken", undo.takes == SketchUndo.Takes.OUTCOME);
          });
    }
  }

  private void list(Sketch saga, Input item) {
    boolean ofInput = item.steps().isEmpty();
    boolean ofResults = !ofInput && saga.step(item.steps().get(0)).item().isPresent();
    count(ofInput ? "each of the input" : ofResults ? "each of results" : "each of a list", true);
  }

  void run(Sketch saga, List<Stage.Event> events, SagaOutcome<?> outcome) {
    count("runs", true);
    count("completed", outcome instanceof SagaOutcome.Completed);
    count("compensated", outcome instanceof SagaOutcome.Compensated);
    for (Stage.Event event : events) {
      count("retried", event.what() == Stage.What.FAILED);
      count("undo failed first", event.what() == Stage.What.UNDO_FAILED);
      count("undone", event.what() == Stage.What.UNDO_RETURNED);
    }
  }

  /** Demands that everything was there. */
  void check() {
    assertThat(counts.keySet()).containsAll(ALL);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
