package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import dev.skald.processor.fuzz.SketchStep.Effect;
import dev.skald.processor.fuzz.Stage.Event;
import dev.skald.processor.fuzz.Stage.What;
import dev.skald.runtime.SagaOutcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run must have done, told from the maker's description and the script alone; neither the
 * processor's model nor the plan is looked at.
 */
final class Reference {

  private static final Pattern OUTCOME =
      Pattern.compile("(?s)(Succeeded\\[|Unknown\\[)key=([^,\\]]*)(.*)");

  private final Sketch saga;
  private final Script script;
  private final List<Event> events;

  /** What transactional steps have written for good: of each call that counts, one row. */
  private final Map<String, Integer> written;

  private final BitSet taken = new BitSet();
  private final Map<String, List<Event>> byUnit = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  private Reference(Sketch saga, Script script, List<Event> events, Map<String, Integer> written) {
    this.saga = saga;
    this.script = script;
    this.events = events;
    this.written = written;
    events.forEach(e -> byUnit.computeIfAbsent(e.unit(), u -> new ArrayList<>()).add(e));
    saga.steps.stream().filter(this::isTaken).forEach(step -> taken.set(step.index));
  }

  /** Whether a run comes to its end without a failure for good, if no other saga turns it back. */
  static boolean completes(Sketch saga, Script script) {
    return new Reference(saga, script, List.of(), Map.of()).failing().isEmpty();
  }

  /** What is wrong with a run, in words; nothing if nothing is. */
  static List<String> check(
      Sketch saga,
      Script script,
      List<Event> events,
      Map<String, Integer> written,
      SagaOutcome<?> outcome,
      boolean turnedBack) {
    Reference reference = new Reference(saga, script, events, written);
    reference.check(outcome, turnedBack);
    return reference.wrong;
  }

  /** The steps that run if nothing fails. */
  static BitSet taken(Sketch saga, Script script) {
    return new Reference(saga, script, List.of(), Map.of()).taken;
  }

  /** What a run's result method made, if there is one. */
  static String resultOf(List<Event> events) {
    return events.stream()
        .filter(event -> event.what() == What.RESULT)
        .map(Event::value)
        .findFirst()
        .orElse(null);
  }

  private boolean isTaken(SketchStep step) {
    boolean inputs =
        step.inputs.stream().filter(Input::isRequired).allMatch(input -> isThere(input));
    boolean after =
        step.alternatives
            ? step.after.stream().anyMatch(taken::get)
            : step.after.stream().allMatch(taken::get);
    return inputs && after;
  }

  private boolean isThere(Input input) {
    return input.steps().stream().anyMatch(taken::get)
        && (input.source() != Source.VARIANT || isVariant(input));
  }

  private boolean isVariant(Input input) {
    String decision = saga.step(input.steps().get(0)).name;
    return input.kind().leaves.contains(script.variants.getOrDefault(decision, 0));
  }

  /** The step that fails for good, if it is reached. */
  private Optional<SketchStep> failing() {
    return saga.steps.stream()
        .filter(step -> taken.get(step.index))
        .filter(
            step ->
                ScriptMaker.units(step, script.size).stream()
                        .anyMatch(unit -> ScriptMaker.fails(step, unit, script, saga))
                    || step.child.isPresent() && childFails(step))
        .findFirst();
  }

  private boolean childFails(SketchStep step) {
    return script.faults.containsKey("child " + step.name);
  }

  private void check(SagaOutcome<?> outcome, boolean turnedBack) {
    Optional<SketchStep> failing = failing();
    boolean completes = failing.isEmpty() && !turnedBack;
    expect(
        completes
            ? outcome instanceof SagaOutcome.Completed
            : outcome instanceof SagaOutcome.Compensated,
        "it ended as %s, but %s",
        outcome,
        failing.map(step -> step + " fails").orElse("nothing fails"));
    for (SketchStep step : saga.steps) {
      for (String unit : ScriptMaker.units(step, script.size)) {
        forward(step, unit, failing, turnedBack);
        undo(step, unit, completes);
        committed(step, unit, completes);
        calls(step, unit);
      }
    }
    Set<String> known = new HashSet<>(List.of(""));
    saga.steps.forEach(step -> known.addAll(ScriptMaker.units(step, script.size)));
    expect(
        known.containsAll(byUnit.keySet()), "calls of %s, but only of %s", byUnit.keySet(), known);
    order();
    keys();
    if (outcome instanceof SagaOutcome.Completed<?> completed) {
      result(completed.value());
    }
  }

  /** How often a step was called. */
  private void forward(
      SketchStep step, String unit, Optional<SketchStep> failing, boolean turnedBack) {
    int called = count(unit, What.CALLED);
    int returned = count(unit, What.RETURNED);
    int failed = count(unit, What.FAILED);
    int declined = count(unit, What.DECLINED);
    expect(called == returned + failed + declined, "%s was left open", unit);
    Script.Fault fault = script.fault(unit);
    boolean fails = ScriptMaker.fails(step, unit, script, saga);
    boolean expires = step.eventExpires && !step.event().orElseThrow().maybe();
    boolean late = failing.isPresent() && step.ancestors.get(failing.get().index);
    if (!taken.get(step.index) || expires || late) {
      expect(called == 0, "%s was called", unit);
    } else if (failing.isEmpty() && !turnedBack
        || failing.isPresent() && failing.get().ancestors.get(step.index)) {
      boolean once = returned == 1 || mayRepeat(step) && returned > 1;
      expect(once && failed == fault.failures(), "%s: %s", unit, byUnit.get(unit));
    } else if (fails
        && !fault.declines()
        && failing.equals(Optional.of(step))
        && !turnedBack
        && step.item().isEmpty()) {
      boolean resolved = takes(step) == SketchUndo.Takes.RESULT && !step.transactional;
      expect(returned == (resolved ? 1 : 0), "%s: %s", unit, byUnit.get(unit));
      expect(failed == fault.failures(), "%s: %s", unit, byUnit.get(unit));
    }
    expect(returned <= 1 || mayRepeat(step), "%s returned again", unit);
    expect(failed <= fault.failures(), "%s failed again", unit);
    int declines = !fault.declines() ? 0 : step.transactional ? Integer.MAX_VALUE : 1;
    expect(declined <= declines, "%s was declined again", unit);
  }

  /**
   * A child is started again where its undo is not sure of it, and a transactional step is called
   * again where its transaction had to give way to another record of the run.
   */
  private static boolean mayRepeat(SketchStep step) {
    return step.child.isPresent() || step.transactional;
  }

  /** However often it was called: what it did stands once, and only if that was recorded. */
  private void committed(SketchStep step, String unit, boolean completes) {
    int rows = written.getOrDefault(unit, 0);
    int most = step.transactional && count(unit, What.RETURNED) > 0 ? 1 : 0;
    int least = completes ? most : 0;
    expect(least <= rows && rows <= most, "%s has written %s rows", unit, rows);
  }

  private static SketchUndo.Takes takes(SketchStep step) {
    return step.undo.map(undo -> undo.takes).orElse(SketchUndo.Takes.NOTHING);
  }

  /** How often it was undone. */
  private void undo(SketchStep step, String unit, boolean completes) {
    int called = count(unit, What.UNDO_CALLED);
    int returned = count(unit, What.UNDO_RETURNED);
    boolean happened = count(unit, What.CALLED) > 0 && count(unit, What.DECLINED) == 0;
    boolean rolledBack = step.transactional && !written.containsKey(unit);
    boolean due =
        !completes
            && happened
            && !rolledBack
            && step.effect == Effect.UNDONE
            && step.child.isEmpty();
    expect(
        returned == (due ? 1 : 0), "%s was undone %s times: %s", unit, returned, byUnit.get(unit));
    int failures = due ? script.undoFaults.getOrDefault(unit, 0) : 0;
    expect(called == returned + failures, "the undo of %s: %s", unit, byUnit.get(unit));
  }

  private int count(String unit, What what) {
    return (int)
        byUnit.getOrDefault(unit, List.of()).stream().filter(e -> e.what() == what).count();
  }

  /** What each call got. */
  private void calls(SketchStep step, String unit) {
    for (Event event : byUnit.getOrDefault(unit, List.of())) {
      if (event.what() == What.CALLED) {
        arguments(step.inputs, event, unit);
      } else if (event.what() == What.UNDO_CALLED) {
        arguments(step.undo.orElseThrow().inputs, event, unit);
      }
    }
  }

  private void arguments(List<Input> inputs, Event event, String unit) {
    for (int i = 0; i < inputs.size(); i++) {
      Optional<String> expected = expected(inputs.get(i), unit);
      String got = event.arguments().get(i);
      if (inputs.get(i).source() == Source.OUTCOME) {
        key(unit, OUTCOME.matcher(got).replaceFirst("$2"));
        got = OUTCOME.matcher(got).replaceFirst("$1$3").replace("[, value=", "[").replace("[]", "");
      }
      expect(
          expected.isEmpty() || got.equals(expected.get()),
          "%s %s took %s instead of %s",
          event.what(),
          unit,
          got,
          expected.orElse(""));
    }
  }

  private Optional<String> expected(Input input, String unit) {
    String at = unit.contains("#") ? unit.substring(unit.lastIndexOf('#')) : "";
    return switch (input.source()) {
      case RESULT, VARIANT -> Optional.of(value(input, at));
      case RESULTS -> Optional.of(maybe(input, results(input)));
      case OUTCOME -> Optional.of(outcome(input, at));
      case EVENT ->
          input.maybe() && steps(input).anyMatch(step -> step.eventExpires)
              ? Optional.of("Optional.empty")
              : Optional.empty();
      case ITEM -> item(input, at);
      case INPUT, CONTEXT, CONNECTION -> Optional.empty();
    };
  }

  private java.util.stream.Stream<SketchStep> steps(Input event) {
    return saga.steps.stream().filter(step -> step.inputs.contains(event));
  }

  /** An item is what the list had at its place; lists of the input are not looked into. */
  private Optional<String> item(Input input, String at) {
    if (input.steps().isEmpty()) {
      return Optional.empty();
    }
    SketchStep source = saga.step(input.steps().get(0));
    return source.item().isPresent()
        ? Optional.ofNullable(returned(source.name + at))
        : Optional.empty();
  }

  private String value(Input input, String at) {
    List<SketchStep> sources = input.steps().stream().map(saga::step).toList();
    for (SketchStep source : sources) {
      // An undo takes the result of its own item.
      String value = returned(source.item().isPresent() ? source.name + at : source.name);
      if (value != null && source.child.isPresent()) {
        value = resultOf(Stage.play(value).events());
      }
      if (value != null && (input.source() != Source.VARIANT || isVariant(input))) {
        return input.maybe() ? "Optional[" + value + "]" : value;
      }
    }
    return input.maybe() ? "Optional.empty" : "nothing";
  }

  private String maybe(Input input, String list) {
    boolean there = taken.get(input.steps().get(0));
    return !input.maybe() ? list : there ? "Optional[" + list + "]" : "Optional.empty";
  }

  private String results(Input input) {
    SketchStep source = saga.step(input.steps().get(0));
    List<String> values = new ArrayList<>();
    for (String unit : ScriptMaker.units(source, script.size)) {
      values.add(String.valueOf(returned(unit)));
    }
    return values.toString();
  }

  /** Unknown if it never returned. */
  private String outcome(Input input, String at) {
    SketchStep own = saga.step(input.steps().get(0));
    String unit = own.name + at;
    boolean known = count(unit, What.RETURNED) > 0;
    String value = own.result.isPresent() ? String.valueOf(returned(unit)) : "null";
    return known ? "Succeeded[" + value + "]" : "Unknown";
  }

  private String returned(String unit) {
    return byUnit.getOrDefault(unit, List.of()).stream()
        .filter(e -> e.what() == What.RETURNED)
        .map(Event::value)
        .findFirst()
        .orElse(null);
  }

  /** Nothing is called before what it waits for is done, nor undone before what waited for it. */
  private void order() {
    Map<String, Integer> first = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      first.putIfAbsent(event.what() + event.unit(), i);
      last.put(event.what() + event.unit(), i);
    }
    for (SketchStep step : saga.steps) {
      for (SketchStep early : step.ancestors.stream().mapToObj(saga::step).toList()) {
        for (String unit : ScriptMaker.units(step, script.size)) {
          for (String before : ScriptMaker.units(early, script.size)) {
            boolean called = first.containsKey(What.CALLED + unit) && taken.get(early.index);
            expect(
                !called
                    || last.getOrDefault(What.RETURNED + before, Integer.MAX_VALUE)
                        < first.get(What.CALLED + unit)
                    || early.child.isPresent(),
                "%s was called before %s was done",
                unit,
                before);
            expect(
                last.getOrDefault(What.UNDO_RETURNED + unit, -1)
                    < first.getOrDefault(What.UNDO_CALLED + before, Integer.MAX_VALUE),
                "%s was undone before %s",
                before,
                unit);
          }
        }
      }
    }
  }

  /** What an outcome says of the key of its step. */
  private void key(String unit, String told) {
    boolean fits =
        byUnit.get(unit).stream()
            .filter(event -> event.what() == What.CALLED && !event.key().isEmpty())
            .allMatch(event -> event.key().equals(told));
    expect(fits, "the outcome of %s names the key %s", unit, told);
  }

  /** All attempts of a call have one key, and no two calls have the same. */
  private void keys() {
    Map<String, String> calls = new HashMap<>();
    for (Event event : events) {
      boolean undo = event.what().name().startsWith("UNDO");
      if (!event.key().isEmpty() && event.what() != What.RESULT) {
        String call = (undo ? "undo " : "") + event.unit();
        String other = calls.putIfAbsent(event.key(), call);
        expect(other == null || other.equals(call), "%s and %s have one key", call, other);
      }
    }
    expect(
        new HashSet<>(calls.values()).size() == calls.size(), "a call has several keys: %s", calls);
  }

  private void result(Object value) {
    if (saga.returnsWritten) {
      Event made = byUnit.get("").get(0);
      arguments(saga.returns, made, "");
      expect(made.value().equals(String.valueOf(value)), "the result is %s", value);
    } else if (value != null) {
      boolean known =
          events.stream().anyMatch(e -> e.value().equals(value.toString()))
              || value instanceof List<?>;
      expect(known, "the result is %s, which no step returned", value);
    }
  }

  private void expect(boolean holds, String otherwise, Object... details) {
    if (!holds) {
      wrong.add(otherwise.formatted(details));
    }
  }
}
