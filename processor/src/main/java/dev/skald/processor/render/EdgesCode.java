package dev.skald.processor.render;

import com.palantir.javapoet.CodeBlock;
import dev.skald.processor.model.Edge;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.StepModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes what a step waits for, and which variants others wait for. */
final class EdgesCode {

  private final Signature signature;

  EdgesCode(Signature signature) {
    this.signature = signature;
  }

  /** The lines of the plan, without those that would say nothing. */
  List<CodeBlock> links(StepModel step) {
    List<CodeBlock> links = new ArrayList<>();
    list(".after", of(step, Edge.Required.class), links);
    for (Edge.When when : edges(step, Edge.When.class).toList()) {
      links.add(
          CodeBlock.of(
              ".when($L,$W$T.class)", constant(when.step()), TypeCode.rawName(when.variant())));
    }
    edges(step, Edge.OneOf.class).forEach(join -> list(".afterOneOf", join.steps(), links));
    list(".afterIfTaken", of(step, Edge.IfTaken.class), links);
    if (!step.variants().isEmpty()) {
      CodeBlock variants =
          step.variants().stream()
              .map(variant -> CodeBlock.of("$T.class", TypeCode.rawName(variant)))
              .collect(CodeBlock.joining(",$W"));
      links.add(CodeBlock.of(".variants($L)", variants));
    }
    return links;
  }

  private void list(String method, List<Integer> steps, List<CodeBlock> links) {
    if (!steps.isEmpty()) {
      CodeBlock constants = steps.stream().map(this::constant).collect(CodeBlock.joining(",$W"));
      links.add(CodeBlock.of("$L($L)", method, constants));
    }
  }

  private static List<Integer> of(StepModel step, Class<? extends Edge> kind) {
    return edges(step, kind).flatMap(edge -> edge.steps().stream()).toList();
  }

  private static <T extends Edge> Stream<T> edges(StepModel step, Class<T> kind) {
    return step.edges().stream().filter(kind::isInstance).map(kind::cast);
  }

  private CodeBlock constant(int step) {
    return CodeBlock.of("Steps.$L", signature.steps().get(step).constant());
  }
}
