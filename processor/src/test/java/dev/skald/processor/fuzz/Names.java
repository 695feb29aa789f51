package dev.skald.processor.fuzz;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes up names, of which some are those that generated code would like to use itself. */
final class Names {

  private static final List<String> STEPS =
      List.of(
          "start",
          "view",
          "find",
          "handle",
          "operate",
          "signal",
          "saga",
          "call",
          "run",
          "state",
          "key",
          "input",
          "record",
          "var",
          "sealed",
          "permits",
          "when",
          "module",
          "exports",
          "with",
          "step",
          "steps",
          "fooBar",
          "foo_bar",
          "FOO_BAR",
          "FOOBar",
          "_",
          "__",
          "_a",
          "a_",
          "$",
          "a$b",
          "$1",
          "X",
          "x1",
          "aB",
          "AB",
          "INPUT",
          "PLAN",
          "Calls",
          "Steps",
          "View",
          "Items",
          "Signals",
          "toString",
          "hashCode",
          "equals",
          "clone",
          "end",
          "graph",
          "subgraph",
          "click",
          "over",
          "of",
          "after",
          "undo",
          "List",
          "String",
          "Object",
          "this_",
          "engine",
          "super1",
          "item",
          "results",
          "result",
          "oneOf",
          "context",
          "outcome",
          "optional",
          "resource",
          "finalize");

  /** What cannot be a method's name, or is an override of what every object has. */
  private static final Set<String> NEVER = Set.of("_", "finalize");

  private static final List<String> PARAMETERS =
      List.of(
          "saga",
          "call",
          "key",
          "input",
          "step",
          "engine",
          "run",
          "größe",
          "注文",
          "_x",
          "$",
          "événement",
          "item",
          "items",
          "record",
          "var",
          "sealed",
          "result",
          "in",
          "this_",
          "PLAN",
          "INPUT");

  private static final List<String> TYPES =
      List.of(
          "Call",
          "StepRef",
          "Types",
          "List",
          "Duration",
          "Optional",
          "String",
          "Object",
          "Exception",
          "Steps1",
          "Orchestrator",
          "SagaSpec",
          "Größe",
          "Ürün",
          "注文",
          "Kind_1",
          "$Dollar",
          "A$B",
          "Inject",
          "Generated",
          "Override",
          "SuppressWarnings",
          "RunView",
          "StepView",
          "SagaView",
          "SagaEngine",
          "Void",
          "Integer",
          "Class",
          "InputRef",
          "ItemsRef",
          "UndoSpec",
          "StepSpec",
          "SagaPlan",
          "SagaHandle",
          "SignalRef",
          "RetryPolicy",
          "SagaGenerated",
          "SignalReceipt",
          "Math",
          "Record");

  private final Choices choices;
  private final Set<String> taken = new HashSet<>();
  private int count;

  /**
   * Starts to make up names.
   *
   * @param sagaName what no nested type can be called
   */
  Names(Choices choices, String sagaName) {
    this.choices = choices;
    taken.add(sagaName);
  }

  /** The name of a step or an undo. */
  String method(String plain) {
    return choose(plain, STEPS, 4);
  }

  String type(String plain) {
    return choose(plain, TYPES, 6);
  }

  /** The name of the parameter at a place; those of one method differ. */
  static String parameter(int hash, int place) {
    String name = PARAMETERS.get(Math.floorMod(hash + place, PARAMETERS.size()));
    return hash % 3 == 0 ? name : "p" + place;
  }

  private String choose(String plain, List<String> strange, int cases) {
    String name = plain + count++;
    if (choices.oneIn(cases)) {
      String candidate = choices.of(strange);
      name = taken.contains(candidate) || NEVER.contains(candidate) ? name : candidate;
    }
    taken.add(name);
    return name;
  }
}
