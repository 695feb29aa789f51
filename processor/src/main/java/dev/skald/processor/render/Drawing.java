package dev.skald.processor.render;

import dev.skald.processor.model.Edge;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.StepModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a plan as a Mermaid flow chart that also reads well as text: a line for each step, with
 * what it waits for on the left, and one for each undo. What a step needs of a branch has a line
 * and a label of its own.
 */
final class Drawing {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  /** Words of Mermaid's own. */
  private static final Set<String> RESERVED =
      Set.of("call", "class", "click", "default", "end", "graph", "href", "style", "subgraph");

  private static final String INPUT = "input";
  private static final String END = "over([\"end\"])";

  private final SagaModel saga;

  Drawing(SagaModel saga) {
    this.saga = saga;
  }

  String text() {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    IntStream.range(0, saga.steps().size()).forEach(step -> text.append(line(step)));
    saga.steps().forEach(step -> text.append(ends(step)));
    saga.steps().forEach(step -> text.append(undo(step)));
    return text.toString();
  }

  private String line(int index) {
    List<String> arrows = arrows(saga.steps().get(index).edges());
    if (arrows.isEmpty()) {
      arrows.add(INPUT + "([" + label(saga.signature().input().toString()) + "]) -->");
    }
    StringBuilder lines = new StringBuilder();
    for (String arrow : arrows) {
      // A node's form is told once.
      String node = lines.isEmpty() ? node(index) : id(index);
      lines.append("  ").append(arrow).append(" ").append(node).append("\n");
    }
    return lines.toString();
  }

  private List<String> arrows(List<Edge> edges) {
    List<String> arrows = new ArrayList<>();
    arrow(of(edges, Edge.Required.class), "-->", arrows);
    for (Edge edge : edges) {
      if (edge instanceof Edge.When when) {
        arrow(edge.steps(), "-- " + label(when.variant().toString()) + " -->", arrows);
      } else if (edge instanceof Edge.OneOf) {
        arrow(edge.steps(), "-- one of -->", arrows);
      }
    }
    arrow(of(edges, Edge.IfTaken.class), "-. if taken .->", arrows);
    return arrows;
  }

  private void arrow(List<Integer> sources, String arrow, List<String> arrows) {
    if (!sources.isEmpty()) {
      arrows.add(sources.stream().map(this::id).collect(Collectors.joining(" & ")) + " " + arrow);
    }
  }

  private static List<Integer> of(List<Edge> edges, Class<? extends Edge> kind) {
    return edges.stream().filter(kind::isInstance).flatMap(e -> e.steps().stream()).toList();
  }

  /** Branches that end have their end in common. */
  private String ends(StepModel step) {
    return step.ends().stream()
        .map(variant -> label(variant.toString()))
        .map(label -> "  " + id(step.call().method()) + " -- " + label + " --> " + END + "\n")
        .collect(Collectors.joining());
  }

  /** The pivot is drawn as a hexagon, a step that only reads with round edges. */
  private String node(int index) {
    String id = id(index);
    String name = saga.steps().get(index).call().method();
    if (saga.pivots().contains(index)) {
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
    boolean taken = RESERVED.contains(name) || name.equals(INPUT) || END.startsWith(name + "(");
    return taken ? name + "_" : name;
  }

  private static String label(String name) {
    return PLAIN.matcher(name).matches() && !RESERVED.contains(name) ? name : '"' + name + '"';
  }
}
