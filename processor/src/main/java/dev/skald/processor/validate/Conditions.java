package dev.skald.processor.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Calculates with conditions, exactly. A condition is a decision diagram: it asks one decision
 * after the other, in the order of their numbers, which variant it gave. A question whose answer
 * does not matter is left out and equal diagrams are one object, so two conditions that hold in the
 * same runs are the same, and a join of all variants asks nothing any more.
 *
 * <p>Steps on branches one after the other need a few nodes each. Decisions can be entangled so
 * that a diagram grows without measure; so there is a limit on all nodes and results together.
 * Beyond it a condition is {@link Condition#UNKNOWN}: nothing can be proved of it, neither that it
 * always holds nor that it excludes another.
 */
final class Conditions {

  private static final int LIMIT = 200_000;

  /** A question: which variant did the decision give? One answer for each variant. */
  private record Node(int decision, List<Condition> answers) {}

  private record Pair(Condition a, Condition b) {}

  private final int limit;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Condition> places = new HashMap<>();
  private final Map<Pair, Condition> conjunctions = new HashMap<>();
  private final Map<Pair, Condition> disjunctions = new HashMap<>();

  Conditions() {
    this(LIMIT);
  }

  Conditions(int limit) {
    this.limit = limit;
  }

  /** The decision gives one of some variants, which are counted from 0. */
  Condition when(int decision, int variants, Set<Integer> some) {
    return ask(
        decision,
        IntStream.range(0, variants)
            .mapToObj(i -> some.contains(i) ? Condition.ALWAYS : Condition.NEVER)
            .toList());
  }

  Condition and(Condition a, Condition b) {
    return combined(a, b, Condition.ALWAYS, Condition.NEVER, conjunctions);
  }

  Condition or(Condition a, Condition b) {
    return combined(a, b, Condition.NEVER, Condition.ALWAYS, disjunctions);
  }

  /** Whether both are proved never to hold in one run. */
  boolean exclusive(Condition a, Condition b) {
    return and(a, b).equals(Condition.NEVER);
  }

  /** Whether the first is proved to hold only where the second does. */
  boolean implies(Condition a, Condition b) {
    Condition both = and(a, b);
    return b.equals(Condition.ALWAYS) || both.equals(a) && !both.equals(Condition.UNKNOWN);
  }

  /** The variants of a decision with which a condition can hold. */
  List<Integer> possible(Condition condition, int decision, int variants) {
    return IntStream.range(0, variants)
        .filter(i -> !exclusive(condition, when(decision, variants, Set.of(i))))
        .boxed()
        .toList();
  }

  private Condition ask(int decision, List<Condition> answers) {
    Condition first = answers.get(0);
    if (answers.contains(Condition.UNKNOWN)) {
      return Condition.UNKNOWN;
    }
    if (answers.stream().allMatch(first::equals)) {
      return first;
    }
    Node node = new Node(decision, answers);
    Condition known = places.get(node);
    if (known == null) {
      known = new Condition(nodes.size());
      nodes.add(node);
      places.put(node, known);
    }
    return known;
  }

  /** The neutral condition changes nothing, the deciding one makes the other irrelevant. */
  private Condition combined(
      Condition a,
      Condition b,
      Condition neutral,
      Condition deciding,
      Map<Pair, Condition> results) {
    if (a.equals(b) || b.equals(neutral) || a.equals(deciding)) {
      return a;
    }
    if (a.equals(neutral) || b.equals(deciding)) {
      return b;
    }
    if (a.equals(Condition.UNKNOWN) || b.equals(Condition.UNKNOWN)) {
      return Condition.UNKNOWN;
    }
    Pair pair = a.node() < b.node() ? new Pair(a, b) : new Pair(b, a);
    Condition result = results.get(pair);
    if (result != null || isFull()) {
      return result == null ? Condition.UNKNOWN : result;
    }
    result = asked(a, b, neutral, deciding, results);
    results.put(pair, result);
    return result;
  }

  private Condition asked(
      Condition a,
      Condition b,
      Condition neutral,
      Condition deciding,
      Map<Pair, Condition> results) {
    int decision = Math.min(decision(a), decision(b));
    List<Condition> answers = new ArrayList<>();
    for (int i = 0; i < nodes.get((decision(a) == decision ? a : b).node()).answers().size(); i++) {
      answers.add(
          combined(answer(a, decision, i), answer(b, decision, i), neutral, deciding, results));
    }
    return ask(decision, answers);
  }

  private int decision(Condition condition) {
    return nodes.get(condition.node()).decision();
  }

  private Condition answer(Condition condition, int decision, int variant) {
    Node node = nodes.get(condition.node());
    return node.decision() == decision ? node.answers().get(variant) : condition;
  }

  private boolean isFull() {
    return nodes.size() + conjunctions.size() + disjunctions.size() > limit;
  }
}
