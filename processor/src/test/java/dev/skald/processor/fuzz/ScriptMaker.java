package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Script.Fault;
import java.util.ArrayList;
import java.util.List;

/** Makes up how the services behave in a run: much goes wrong, but one thing at most for good. */
final class ScriptMaker {

  private static final int DEFAULT_ATTEMPTS = 5;

  private ScriptMaker() {}

  static Script make(Choices choices, Sketch saga) {
    Script script = new Script();
    script.size = choices.below(4);
    if (saga.wholeList.isPresent() && script.size == 0) {
      // An input without items would not tell which run it belongs to.
      script.size = 1;
    }
    script.lock = "lock" + choices.below(3);
    List<String> units = new ArrayList<>();
    List<SketchStep> owners = new ArrayList<>();
    for (SketchStep step : saga.steps) {
      if (!step.variants.isEmpty()) {
        int leaves = step.result.orElseThrow().leaves.size();
        script.variants.put(step.name, choices.below(leaves));
      }
      for (String unit : units(step, script.size)) {
        units.add(unit);
        owners.add(step);
        if (choices.oneIn(6) && !step.atMostOnce && step.child.isEmpty()) {
          script.faults.put(unit, new Fault(1, false));
        }
        if (step.undo.isPresent() && choices.oneIn(8)) {
          script.undoFaults.put(unit, 1 + choices.below(2));
        }
      }
    }
    if (!units.isEmpty() && choices.below(3) > 0) {
      int place = choices.below(units.size());
      fail(choices, script, units.get(place), owners.get(place), saga);
    }
    return script;
  }

  static List<String> units(SketchStep step, int size) {
    List<String> units = new ArrayList<>();
    if (step.item().isEmpty()) {
      units.add(step.name);
    }
    for (int i = 0; step.item().isPresent() && i < size; i++) {
      units.add(step.name + "#" + i);
    }
    return units;
  }

  private static void fail(
      Choices choices, Script script, String unit, SketchStep step, Sketch saga) {
    boolean expires =
        saga.steps.stream().anyMatch(s -> s.eventExpires && !s.event().orElseThrow().maybe());
    if (expires || step.afterPivot || step.child.isPresent()) {
      return;
    }
    int before = script.fault(unit).failures();
    boolean sure = step.pivot || choices.below(2) == 0;
    if (step.isRefusable() && sure) {
      script.faults.put(unit, new Fault(before, true));
    } else if (!step.pivot) {
      script.faults.put(unit, new Fault(attempts(step, saga), false));
    }
  }

  /** How many attempts a step before the pivot has. */
  static int attempts(SketchStep step, Sketch saga) {
    int ofClass = saga.head.contains("maxAttempts = 3") ? 3 : DEFAULT_ATTEMPTS;
    return step.atMostOnce ? 1 : step.attempts.orElse(ofClass);
  }

  /** Whether the step fails for good, whatever else happens. */
  static boolean fails(SketchStep step, String unit, Script script, Sketch saga) {
    Fault fault = script.fault(unit);
    return fault.declines()
        || !step.afterPivot && fault.failures() >= attempts(step, saga)
        || step.eventExpires && !step.event().orElseThrow().maybe();
  }
}
