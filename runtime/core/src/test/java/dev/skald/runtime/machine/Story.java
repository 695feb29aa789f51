package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan.Effect;
import dev.skald.runtime.plan.UndoPlan.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One run told line by line, for the tests a person reads. Each line is held against all laws and
 * the reference, too.
 *
 * <p>A step is a line of words: its name, then any of {@code after:a,b}, {@code undo:outcome},
 * {@code undo:result}, {@code undo:nothing}, {@code pivot}, {@code readOnly}, {@code irreversible},
 * {@code void}, {@code attempts:2}, {@code undoAttempts:2}, {@code delay:3000}. Without words about
 * attempts a step is called up to three times, an undo without limit.
 */
final class Story {

  private static final long START = 1_000_000;
  private static final String REASON = "because";

  private final CheckedMachine machine;
  private final Map<String, Call> inFlight = new TreeMap<>();
  private List<Call> lastCalls = List.of();
  private long now = START;

  private Story(SagaPlan<Object> plan) {
    this.machine = new CheckedMachine(plan, new Exercised());
  }

  static Story of(String... lines) {
    List<String> names = Stream.of(lines).map(line -> line.split(" ")[0]).toList();
    List<Shape.Step> steps = new ArrayList<>();
    int pivot = Shape.NO_PIVOT;
    for (String line : lines) {
      Shape.Step step =
          new Shape.Step(
              names.get(steps.size()),
              List.of(),
              Effect.EFFECT,
              null,
              3,
              Shape.UNLIMITED,
              0,
              false);
      for (String word : line.split(" ")) {
        pivot = word.equals("pivot") ? steps.size() : pivot;
        step = with(step, word, names);
      }
      steps.add(step);
    }
    return new Story(new Shape(steps, pivot).plan());
  }

  private static Shape.Step with(Shape.Step step, String word, List<String> names) {
    String value = word.substring(word.indexOf(':') + 1);
    return switch (word.contains(":") ? word.substring(0, word.indexOf(':')) : word) {
      case "after" -> step.after(Stream.of(value.split(",")).map(names::indexOf).sorted().toList());
      case "undo" -> step.undo(Needs.valueOf(value.toUpperCase(Locale.ROOT)));
      case "readOnly" -> step.effect(Effect.NONE);
      case "irreversible" -> step.effect(Effect.IRREVERSIBLE);
      case "void" -> step.returnsNothing();
      case "attempts" -> step.limits(Integer.parseInt(value), step.undoAttempts(), step.delay());
      case "undoAttempts" -> step.limits(step.attempts(), Integer.parseInt(value), step.delay());
      case "delay" -> step.limits(step.attempts(), step.undoAttempts(), Long.parseLong(value));
      default -> step;
    };
  }

  Story starts() {
    return decide(new Input.Start(now, "input", Long.MAX_VALUE, Facts.NONE));
  }

  Story startsWithDeadlineIn(long millis) {
    return decide(new Input.Start(now, "input", now + millis, Facts.NONE));
  }

  /** The call in flight of a step, or with "undo " before its name of its undo, succeeds. */
  Story succeeds(String... calls) {
    Stream.of(calls).forEach(call -> ends(call, new Result.Success("value", Facts.NONE)));
    return this;
  }

  Story isRejected(String call) {
    return ends(call, new Result.Rejection(failure(call, Failure.Kind.REJECTED)));
  }

  /** Nobody knows what happened. */
  Story fails(String call) {
    return ends(call, unclear(call, Result.Unclear.BY_POLICY));
  }

  /** The same, and the service says when to come back. */
  Story failsUntil(String call, long millis) {
    return ends(call, unclear(call, millis));
  }

  /** The call is not let through. */
  Story isHeldBack(String call, long millis) {
    return ends(call, new Result.NotAttempted(millis));
  }

  private Story ends(String call, Result result) {
    assertThat(inFlight).containsKey(call);
    return ends(inFlight.remove(call), result);
  }

  private static Result unclear(String call, long retryAfter) {
    return new Result.Unclear(failure(call, Failure.Kind.ERROR), retryAfter);
  }

  private static Failure failure(String call, Failure.Kind kind) {
    return new Failure(kind, call.replace("undo ", ""), null, "as the story goes");
  }

  /** A call that was made before, and is no longer awaited, has a result after all. */
  Story lateResult(Call call) {
    return ends(call, new Result.Success("late value", Facts.NONE));
  }

  private Story ends(Call call, Result result) {
    return decide(new Input.Ended(now, call, result, 0.5));
  }

  Story passes(long millis) {
    now += millis;
    return decide(new Input.Woke(now));
  }

  Story crashes() {
    machine.crash();
    inFlight.clear();
    return decide(new Input.Adopt(now));
  }

  Story isCancelled() {
    return operator(Verb.CANCEL, Event.NO_STEP);
  }

  Story operator(Verb verb) {
    return operator(verb, Event.NO_STEP);
  }

  Story operator(Verb verb, String step) {
    return operator(verb, index(step));
  }

  private Story operator(Verb verb, int step) {
    Decision decision =
        machine.decide(
            new Input.Operate(
                now, verb, step, Event.NO_ITEM, "by hand", Facts.NONE, "ann", REASON));
    assertThat(decision.refusal()).isNull();
    return calls(decision);
  }

  Story refuses(Verb verb, String step) {
    int index = step.isEmpty() ? Event.NO_STEP : index(step);
    Input verbOnStep =
        new Input.Operate(now, verb, index, Event.NO_ITEM, "by hand", Facts.NONE, "ann", REASON);
    assertThat(machine.decide(verbOnStep).refusal()).isNotBlank();
    return this;
  }

  private Story decide(Input input) {
    return calls(machine.decide(input));
  }

  private Story calls(Decision decision) {
    lastCalls = decision.calls();
    decision.calls().forEach(call -> inFlight.put(name(call), call));
    inFlight.values().removeIf(call -> !machine.isAwaited(call));
    return this;
  }

  private String name(Call call) {
    return (call.undo() ? "undo " : "") + machine.plan.step(call.step()).name();
  }

  private int index(String step) {
    return machine.plan.find(step).orElseThrow().index();
  }

  Story calls(String... calls) {
    assertThat(lastCalls).extracting(this::name).containsExactlyInAnyOrder(calls);
    return this;
  }

  Story callsNothing() {
    return calls(new String[0]);
  }

  Story inFlight(String... calls) {
    assertThat(inFlight.keySet()).containsExactlyInAnyOrder(calls);
    return this;
  }

  Story is(RunState state) {
    assertThat(machine.status()).isEqualTo(state);
    return this;
  }

  Story remains(String... steps) {
    assertThat(machine.state().remaining(machine.plan)).containsExactlyInAnyOrder(steps);
    return this;
  }

  /**
   * All that is journaled: {@code "SUCCEEDED order"}, or for the run as a whole {@code "STARTED"}.
   */
  Story journal(String... records) {
    assertThat(journal()).containsExactly(records);
    return this;
  }

  Story journalEndsWith(String... records) {
    assertThat(journal()).endsWith(records);
    return this;
  }

  private List<String> journal() {
    return machine.journal.stream()
        .map(e -> e.kind() + (e.step() < 0 ? "" : " " + machine.plan.step(e.step()).name()))
        .toList();
  }

  Event lastRecord() {
    return machine.journal.get(machine.journal.size() - 1);
  }

  Call call(String name) {
    return inFlight.get(name);
  }

  SagaState state() {
    return machine.state();
  }

  StepProgress step(String name) {
    return machine.state().step(index(name));
  }

  /** How long the run wants to be left alone. */
  long wakesIn() {
    return machine.state().wakeAt() - now;
  }
}
