package dev.skald.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A saga as the proof knows it, written down a second time: what the generated plan says must not
 * be what it is judged by.
 *
 * @param saga the saga's name
 * @param nodes its steps
 */
record Graph(String saga, List<Node> nodes) {

  static final Map<String, Graph> ALL = all();

  /** Of which lost records a step may have run ahead. */
  private static final Map<String, List<String>> AHEAD =
      Map.of(
          "chain two", List.of("one"),
          "chain three", List.of("one", "two"),
          "chain four", List.of("one", "two", "three"),
          "chain six", List.of("five"),
          "chain eight", List.of("seven"));

  /**
   * A step.
   *
   * @param step its name
   * @param after the steps whose results it takes, in the order in which it sends them
   * @param undone whether it has an undo
   * @param declinable whether it may be declined
   * @param resolved whether its undo needs its result, so that an unknown outcome is resolved first
   * @param timeout how long an attempt of it may take, in milliseconds
   */
  record Node(
      String step,
      List<String> after,
      boolean undone,
      boolean declinable,
      boolean resolved,
      long timeout) {}

  private static Map<String, Graph> all() {
    Map<String, Graph> all = new LinkedHashMap<>();
    for (Graph graph : List.of(shop(), chain(), trip())) {
      all.put(graph.saga, graph);
    }
    return all;
  }

  private static Graph shop() {
    long patient = 60_000;
    return new Graph(
        "shop",
        List.of(
            new Node("createOrder", List.of(), true, true, false, patient),
            new Node("reserveStock", List.of("createOrder"), true, true, true, patient),
            new Node("bookCarrier", List.of("createOrder"), true, true, false, patient),
            new Node(
                "chargePayment",
                List.of("reserveStock", "bookCarrier"),
                false,
                true,
                false,
                patient),
            new Node("ship", List.of("chargePayment"), false, false, false, patient)));
  }

  private static Graph chain() {
    List<String> names = List.of("one", "two", "three", "four", "five", "six", "seven", "eight");
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> after = i == 0 ? List.of() : List.of(names.get(i - 1));
      boolean resolved = List.of("one", "five", "seven").contains(names.get(i));
      nodes.add(new Node(names.get(i), after, true, true, resolved, 10_000));
    }
    return new Graph("chain", nodes);
  }

  private static Graph trip() {
    return new Graph(
        "trip",
        List.of(
            new Node("hold", List.of(), true, true, false, 250),
            new Node("flight", List.of("hold"), true, true, true, 250),
            new Node("hotel", List.of("hold"), true, true, false, 250),
            new Node("confirm", List.of("flight", "hotel"), false, true, false, 10_000)));
  }

  /** Whether a step may have been called although the record of one before it is lost. */
  boolean mayRunAhead(String late, String early) {
    return AHEAD.getOrDefault(saga + " " + late, List.of()).contains(early);
  }

  Node node(String step) {
    return nodes.stream().filter(node -> node.step.equals(step)).findFirst().orElseThrow();
  }

  /** Whether one step is, directly or not, behind another. */
  boolean isBehind(String late, String early) {
    return node(late).after.stream().anyMatch(s -> s.equals(early) || isBehind(s, early));
  }
}
