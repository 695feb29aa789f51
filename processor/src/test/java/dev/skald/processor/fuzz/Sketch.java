package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A made-up saga as its maker meant it, apart from its source: what the reference expects of its
 * runs is read from here. Filled by {@link SagaMaker} alone.
 */
final class Sketch {

  final String packageName;
  final String className;

  /** The class around it, if there is one. */
  final Optional<String> outer;

  /** The name in the journal. */
  final String saga;

  final List<SketchStep> steps = new ArrayList<>();
  final List<String> declarations = new ArrayList<>();

  /** The lists that the input has, by component. */
  final List<Input> inputLists = new ArrayList<>();

  /** The items, where the input is a list as a whole. */
  Optional<Kind> wholeList = Optional.empty();

  Kind input = new Kind("java.lang.String", "zz.run()", false, List.of());
  final List<Input> returns = new ArrayList<>();
  Optional<Kind> result = Optional.empty();
  boolean returnsWritten;
  String head = "";

  /** Whether its types stand within it; if not, in a class of their own. */
  boolean nested;

  Sketch(String packageName, String className, Optional<String> outer, String saga) {
    this.packageName = packageName;
    this.className = className;
    this.outer = outer;
    this.saga = saga;
  }

  /** How other classes of the package write it. */
  String text() {
    return outer.map(around -> around + ".").orElse("") + className;
  }

  String orchestrator() {
    return outer.map(around -> around + "_").orElse("") + className + "Orchestrator";
  }

  /** The class beside it that starts it. */
  String driver() {
    return outer.map(around -> around + "_").orElse("") + className + "Driver";
  }

  /** The class that its types stand in. */
  String types() {
    return "Types_" + saga.replace('-', '_');
  }

  /** What stands before the name of a type of its own. */
  String owner() {
    return nested ? "" : types() + ".";
  }

  String qualified(String simpleName) {
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }

  /** All sagas that this one starts, before those that start them. */
  List<Sketch> children() {
    return steps.stream().flatMap(step -> step.child.stream()).distinct().toList();
  }

  /** Whether several steps of one run return a type, so that a name says whose is meant. */
  boolean isShared(Kind kind) {
    return steps.stream()
            .filter(step -> step.always && step.result.equals(Optional.of(kind)))
            .count()
        > 1;
  }

  boolean transactional() {
    return steps.stream().anyMatch(step -> step.transactional);
  }

  SketchStep step(int index) {
    return steps.get(index);
  }
}
