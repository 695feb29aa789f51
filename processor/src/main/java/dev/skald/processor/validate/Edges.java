package dev.skald.processor.validate;

import dev.skald.processor.model.Edge;
import dev.skald.processor.validate.Branches.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Says what a step needs of the steps it waits for, each thing once and as strictly as needed. */
final class Edges {

  private Edges() {}

  /**
   * What a step needs.
   *
   * @param always tells steps that have run whenever this one does
   */
  static List<Edge> of(List<Wait> waits, IntPredicate always) {
    Set<Integer> required = new TreeSet<>();
    Set<Edge> when = new LinkedHashSet<>();
    Set<Edge> joins = new LinkedHashSet<>();
    Set<Integer> ifTaken = new TreeSet<>();
    for (Wait wait : waits) {
      if (wait.binding() instanceof Binding.Result result) {
        required.add(result.step());
      } else if (wait.binding() instanceof Binding.Item item) {
        required.addAll(item.steps());
      } else if (wait.binding() instanceof Binding.Variant variant) {
        when.add(new Edge.When(variant.step(), variant.type()));
      } else if (wait.binding() instanceof Binding.OneOf join) {
        joins.add(new Edge.OneOf(join.steps()));
      } else {
        wait.binding().steps().forEach(s -> (always.test(s) ? required : ifTaken).add(s));
      }
    }
    when.forEach(edge -> required.removeAll(edge.steps()));
    List<Edge> edges = new ArrayList<>();
    required.forEach(step -> edges.add(new Edge.Required(step)));
    edges.addAll(when);
    edges.addAll(joins);
    // Whoever needs more of a step than order has said so above.
    edges.forEach(edge -> ifTaken.removeAll(edge.steps()));
    ifTaken.forEach(step -> edges.add(new Edge.IfTaken(step)));
    return edges;
  }
}
