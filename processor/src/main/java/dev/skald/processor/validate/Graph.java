package dev.skald.processor.validate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.IntStream;

/** Who waits for whom. Nodes are numbers from 0; edges lead from a node to those it waits for. */
final class Graph {

  private final List<SortedSet<Integer>> dependencies;
  private final List<BitSet> ancestors = new ArrayList<>();
  private final List<Integer> sinks;

  Graph(List<? extends SortedSet<Integer>> dependencies) {
    this.dependencies = List.copyOf(dependencies);
    IntStream.range(0, size()).forEach(node -> ancestors.add(ancestorsOf(node)));
    this.sinks = findSinks();
  }

  int size() {
    return dependencies.size();
  }

  SortedSet<Integer> dependencies(int node) {
    return Collections.unmodifiableSortedSet(dependencies.get(node));
  }

  /** Whether one node always comes before another. */
  boolean isAncestor(int early, int late) {
    return ancestors.get(late).get(early);
  }

  /** Whether nothing says which of two nodes comes first. */
  boolean isUnordered(int a, int b) {
    return a != b && !isAncestor(a, b) && !isAncestor(b, a);
  }

  /** The nodes nobody waits for. */
  List<Integer> sinks() {
    return sinks;
  }

  private List<Integer> findSinks() {
    BitSet awaited = new BitSet();
    dependencies.forEach(some -> some.forEach(awaited::set));
    return IntStream.range(0, size()).filter(node -> !awaited.get(node)).boxed().toList();
  }

  /**
   * One cycle for each tangle of nodes that wait for each other, the shortest through its first
   * node.
   *
   * @return cycles, each from its smallest node along "is waited for by", not repeating the start
   */
  List<List<Integer>> cycles() {
    List<List<Integer>> cycles = new ArrayList<>();
    BitSet explained = new BitSet();
    for (int node = 0; node < size(); node++) {
      if (isAncestor(node, node) && !explained.get(node)) {
        cycles.add(shortestCycle(node));
        // Whatever is tangled up with this node has the same cause.
        int start = node;
        IntStream.range(0, size())
            .filter(other -> isAncestor(other, start) && isAncestor(start, other))
            .forEach(explained::set);
      }
    }
    return cycles;
  }

  private List<Integer> shortestCycle(int start) {
    List<List<Integer>> paths = new ArrayList<>(List.of(List.of(start)));
    BitSet seen = new BitSet();
    for (int i = 0; i < paths.size(); i++) {
      List<Integer> path = paths.get(i);
      for (int next : dependencies.get(path.get(path.size() - 1))) {
        if (next == start) {
          List<Integer> cycle = new ArrayList<>(path.subList(1, path.size()));
          Collections.reverse(cycle);
          cycle.add(0, start);
          return cycle;
        }
        if (!seen.get(next)) {
          seen.set(next);
          List<Integer> longer = new ArrayList<>(path);
          longer.add(next);
          paths.add(longer);
        }
      }
    }
    throw new IllegalStateException("Node " + start + " is in no cycle");
  }

  private BitSet ancestorsOf(int node) {
    BitSet found = new BitSet();
    List<Integer> open = new ArrayList<>(List.of(node));
    for (int i = 0; i < open.size(); i++) {
      for (int dependency : dependencies.get(open.get(i))) {
        if (!found.get(dependency)) {
          found.set(dependency);
          if (dependency < ancestors.size()) {
            // Told before, and complete.
            found.or(ancestors.get(dependency));
          } else {
            open.add(dependency);
          }
        }
      }
    }
    return found;
  }

  /** The single node nobody waits for. */
  Optional<Integer> singleSink() {
    List<Integer> sinks = sinks();
    return sinks.size() == 1 ? Optional.of(sinks.get(0)) : Optional.empty();
  }
}
