package dev.skald.processor.render;

import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.StepModel;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a plan as a Mermaid flow chart that also reads well as text: one line for each step, with
 * what it waits for on the left, and one for each undo.
 */
final class Drawing {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  /** Words of Mermaid's own. */
  private static final Set<String> RESERVED =
      Set.of("call", "class", "click", "default", "end", "graph", "href", "style", "subgraph");

  private final SagaModel saga;

  Drawing(SagaModel saga) {
    this.saga = saga;
  }

  String text() {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    IntStream.range(0, saga.steps().size()).forEach(step -> text.append(line(step)));
    saga.steps().forEach(step -> text.append(undo(step)));
    return text.toString();
  }

  private String line(int index) {
    List<Integer> dependencies = saga.steps().get(index).dependencies();
    String sources =
        dependencies.isEmpty()
            ? "input([" + label(saga.signature().input().toString()) + "])"
            : dependencies.stream().map(this::id).collect(Collectors.joining(" & "));
    return "  " + sources + " --> " + node(index) + "\n";
  }

  /** The pivot is drawn as a hexagon, a step that only reads with round edges. */
  private String node(int index) {
    String id = id(index);
    String name = saga.steps().get(index).call().method();
    if (saga.pivot().orElse(-1) == index) {
      return id + "{{" + label(name) + "}}";
    }
    if (saga.steps().get(index).effect() == StepModel.Effect.NONE) {
      return id + "(" + label(name) + ")";
    }
    return id.equals(name) ? id : id + "[" + label(name) + "]";
  }

  private String undo(StepModel step) {
    return step.undo()
        .map(undo -> "  " + id(step.call().method()) + " -. undo .-> " + id(undo.call().method()))
        .map(line -> line + "\n")
        .orElse("");
  }

  private String id(int index) {
    return id(saga.steps().get(index).call().method());
  }

  private static String id(String name) {
    boolean taken = RESERVED.contains(name) || name.equals("input");
    return taken ? name + "_" : name;
  }

  private static String label(String name) {
    return PLAIN.matcher(name).matches() && !RESERVED.contains(name) ? name : '"' + name + '"';
  }
}
