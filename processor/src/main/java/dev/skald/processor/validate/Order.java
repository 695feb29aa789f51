package dev.skald.processor.validate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Puts nodes behind those they wait for. Where they wait for each other, one of them is first. */
final class Order {

  private record Visit(int node, Iterator<Integer> open) {}

  private Order() {}

  static List<Integer> of(int size, IntFunction<Set<Integer>> dependencies) {
    List<Integer> order = new ArrayList<>();
    BitSet seen = new BitSet();
    Deque<Visit> way = new ArrayDeque<>();
    for (int node = 0; node < size; node++) {
      enter(node, seen, way, dependencies);
      while (!way.isEmpty()) {
        Visit visit = way.element();
        if (visit.open().hasNext()) {
          enter(visit.open().next(), seen, way, dependencies);
        } else {
          order.add(way.remove().node());
        }
      }
    }
    return order;
  }

  private static void enter(
      int node, BitSet seen, Deque<Visit> way, IntFunction<Set<Integer>> dependencies) {
    if (!seen.get(node)) {
      seen.set(node);
      way.push(new Visit(node, dependencies.apply(node).iterator()));
    }
  }
}
