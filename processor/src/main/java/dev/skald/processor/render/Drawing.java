package dev.skald.processor.render;

import dev.skald.processor.model.EachModel;
import dev.skald.processor.model.Edge;
import dev.skald.processor.model.GateModel;
import dev.skald.processor.model.ListSource;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.Signature.SignalFace;
import dev.skald.processor.model.StepModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a plan as a Mermaid flow chart that also reads well as text: a line for each step, with
 * what it waits for on the left, and one for each undo. What a step needs of a branch, the list
 * that it runs through and the event that it waits for have lines of their own. A thick arrow leads
 * from a pipelined step to one that may run ahead of its record.
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
    StepModel step = saga.steps().get(index);
    List<String> arrows = arrows(step);
    if (arrows.isEmpty()) {
      arrows.add(input() + " " + arrow(delay(step)));
    }
    if (step.gate() instanceof GateModel.Signal signal) {
      arrows.add(event(signal) + " " + arrow(signal.timeout().map(time -> "up to " + time)));
    }
    StringBuilder lines = new StringBuilder();
    for (String arrow : arrows) {
      // A node's form is told once.
      String node = lines.isEmpty() ? node(index) : id(index);
      lines.append("  ").append(arrow).append(" ").append(node).append("\n");
    }
    return lines.toString();
  }

  private List<String> arrows(StepModel step) {
    List<String> arrows = new ArrayList<>();
    Optional<ListSource> list = step.each().map(EachModel::source);
    String each = delay(step).map(delay -> "each, " + delay).orElse("each");
    list.ifPresent(source -> arrows.add(source(source) + " " + arrow(Optional.of(each))));
    List<Integer> required = new ArrayList<>(of(step.edges(), Edge.Required.class));
    list.ifPresent(source -> required.removeIf(other -> source.step().orElse(-1) == other));
    if (step.runsAhead()) {
      List<Integer> ahead = required.stream().filter(s -> saga.steps().get(s).pipelined()).toList();
      arrow(ahead, "==>", arrows);
      required.removeAll(ahead);
    }
    arrow(required, arrow(delay(step)), arrows);
    for (Edge edge : step.edges()) {
      if (edge instanceof Edge.When when) {
        arrow(edge.steps(), "-- " + label(when.variant().toString()) + " -->", arrows);
      } else if (edge instanceof Edge.OneOf) {
        arrow(edge.steps(), "-- one of -->", arrows);
      }
    }
    arrow(of(step.edges(), Edge.IfTaken.class), "-. if taken .->", arrows);
    return arrows;
  }

  private static Optional<String> delay(StepModel step) {
    return step.gate() instanceof GateModel.Delay delay
        ? Optional.of("after " + delay.time())
        : Optional.empty();
  }

  private static String arrow(Optional<String> text) {
    return text.map(words -> "-- " + label(words) + " -->").orElse("-->");
  }

  private String input() {
    return INPUT + "([" + label(saga.signature().input().toString()) + "])";
  }

  private String source(ListSource list) {
    return list.step().isPresent() ? id(list.step().getAsInt()) : input();
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

  /** An event comes from outside; a step may be named as it is. */
  private String event(GateModel.Signal signal) {
    SignalFace face = saga.signature().signals().get(signal.signal());
    boolean taken =
        saga.steps().stream()
            .anyMatch(
                step ->
                    step.call().method().equals(face.method())
                        || step.undo().stream()
                            .anyMatch(undo -> undo.call().method().equals(face.method())));
    String id = taken ? face.method() + "_event" : id(face.method());
    return id + ">" + label(face.event().toString()) + "]";
  }

  /**
   * The pivot is drawn as a hexagon, a step that only reads with round edges, and a saga within
   * this one with double edges.
   */
  private String node(int index) {
    String id = id(index);
    String name = saga.steps().get(index).call().method();
    if (saga.pivots().contains(index)) {
      return id + "{{" + label(name) + "}}";
    }
    if (saga.steps().get(index).effect() == StepModel.Effect.NONE) {
      return id + "(" + label(name) + ")";
    }
    if (saga.steps().get(index).mode() == StepModel.Mode.CHILD) {
      return id + "[[" + label(name) + "]]";
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
