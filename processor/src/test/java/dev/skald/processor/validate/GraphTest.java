package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphTest {

  @Test
  void aDiamond() {
    Graph graph = graph(List.of(List.of(), List.of(0), List.of(0), List.of(1, 2)));
    assertThat(graph.isAncestor(0, 3)).isTrue();
    assertThat(graph.isAncestor(3, 0)).isFalse();
    assertThat(graph.isUnordered(1, 2)).isTrue();
    assertThat(graph.isUnordered(0, 3)).isFalse();
    assertThat(graph.isUnordered(1, 1)).isFalse();
    assertThat(graph.sinks()).containsExactly(3);
    assertThat(graph.singleSink()).hasValue(3);
    assertThat(graph.cycles()).isEmpty();
  }

  @Test
  void severalSinks() {
    Graph graph = graph(List.of(List.of(), List.of(0), List.of(0)));
    assertThat(graph.sinks()).containsExactly(1, 2);
    assertThat(graph.singleSink()).isEmpty();
  }

  @Test
  void aCycleIsTheShortestThroughItsFirstNode() {
    // 0 waits for 3 directly, and for 1 by way of 2; all of them are one tangle.
    Graph graph = graph(List.of(List.of(2, 3), List.of(0), List.of(1), List.of(0)));
    assertThat(graph.cycles()).containsExactly(List.of(0, 3));
  }

  @Test
  void whoOnlyWaitsForACycleIsNotInIt() {
    Graph graph = graph(List.of(List.of(1), List.of(0), List.of(1), List.of()));
    assertThat(graph.cycles()).containsExactly(List.of(0, 1));
  }

  @Test
  void aNodeThatWaitsForItself() {
    assertThat(graph(List.of(List.of(0))).cycles()).containsExactly(List.of(0));
  }

  @Test
  void separateCyclesAreFoundEach() {
    Graph graph = graph(List.of(List.of(1), List.of(0), List.of(3), List.of(2)));
    assertThat(graph.cycles()).containsExactly(List.of(0, 1), List.of(2, 3));
  }

  /** Against the definition: whoever can be reached is an ancestor. */
  @Test
  void ancestorsOfRandomGraphs() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(8);
      List<TreeSet<Integer>> edges =
          IntStream.range(0, size)
              .mapToObj(
                  n ->
                      new TreeSet<>(
                          IntStream.range(0, size)
                              .filter(i -> random.nextInt(4) == 0)
                              .boxed()
                              .toList()))
              .toList();
      Graph graph = new Graph(edges);
      boolean[][] reach = closure(edges);
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          assertThat(graph.isAncestor(a, b))
              .as("seed %s: %s of %s", seed, a, b)
              .isEqualTo(reach[b][a]);
        }
      }
      boolean cyclic = IntStream.range(0, size).anyMatch(i -> reach[i][i]);
      assertThat(graph.cycles().isEmpty()).as("seed %s", seed).isEqualTo(!cyclic);
      graph.cycles().forEach(cycle -> assertIsCycle(cycle, edges));
    }
  }

  private static void assertIsCycle(List<Integer> cycle, List<TreeSet<Integer>> edges) {
    for (int i = 0; i < cycle.size(); i++) {
      int first = cycle.get(i);
      int then = cycle.get((i + 1) % cycle.size());
      assertThat(edges.get(then)).contains(first);
    }
  }

  private static boolean[][] closure(List<TreeSet<Integer>> edges) {
    int size = edges.size();
    boolean[][] reach = new boolean[size][size];
    for (int i = 0; i < size; i++) {
      for (int j : edges.get(i)) {
        reach[i][j] = true;
      }
    }
    for (int k = 0; k < size; k++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          reach[i][j] |= reach[i][k] && reach[k][j];
        }
      }
    }
    return reach;
  }

  private static Graph graph(List<List<Integer>> dependencies) {
    return new Graph(dependencies.stream().map(TreeSet::new).toList());
  }
}
