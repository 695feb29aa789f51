package dev.skald.processor.fuzz;

import java.util.HashMap;
import java.util.Map;

/** How the services behave in one run. Written before it starts, and only read then. */
final class Script {

  /**
   * What one call meets.
   *
   * @param failures how many attempts fail with an unknown outcome before
   * @param declines whether the attempt after them is declined
   */
  record Fault(int failures, boolean declines) {}

  static final Fault NONE = new Fault(0, false);

  /** By the name of a step that decides. */
  final Map<String, Integer> variants = new HashMap<>();

  /** By the name of a step, and by the index of the item where it runs for each: {@code s#2}. */
  final Map<String, Fault> faults = new HashMap<>();

  /** How often an undo fails before it succeeds. */
  final Map<String, Integer> undoFaults = new HashMap<>();

  int size;
  String lock = "lock";

  Fault fault(String unit) {
    return faults.getOrDefault(unit, NONE);
  }
}
