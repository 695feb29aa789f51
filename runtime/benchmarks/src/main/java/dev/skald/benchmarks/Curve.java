package dev.skald.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What grows, and in which unit the work is counted: if the work costs the same whatever the size,
 * units per second are a flat line.
 */
enum Curve {
  /** Runs that wait for a signal, in the same journal and engine as those that are measured. */
  WAITING("runs waiting", "runs/s", EnumSet.allOf(Store.class), 0, 10_000, 1_000_000) {
    @Override
    List<Integer> points(double size) {
      return sized(size);
    }
  },

  /** Rows of runs that have ended. In memory they would be the heap, and the collector measured. */
  JOURNAL("rows in the journal", "runs/s", Store.DURABLE, 0, 1_000_000, 10_000_000) {
    @Override
    List<Integer> points(double size) {
      return sized(size);
    }
  },

  /** Steps that follow one another; the last is the pivot. */
  STEPS("steps per saga", "steps/s", EnumSet.allOf(Store.class), 4, 40, 400) {
    @Override
    double unitsOfRun(int x) {
      return x;
    }

    @Override
    Optional<Shape> shape(int x) {
      return Optional.of(Shape.chain(x, USUAL_BYTES));
    }
  },

  /** Steps side by side, and one that takes the results of all. */
  WIDTH("steps side by side", "steps/s", EnumSet.allOf(Store.class), 1, 10, 100) {
    @Override
    double unitsOfRun(int x) {
      return x + 1;
    }

    @Override
    Optional<Shape> shape(int x) {
      return Optional.of(Shape.fan(x, USUAL_BYTES));
    }
  },

  /** The input and the results of four steps. */
  PAYLOAD("bytes of each result", "MB/s", EnumSet.allOf(Store.class), 100, 10_000, 100_000) {
    @Override
    double unitsOfRun(int x) {
      return (PAYLOAD_STEPS + 1) * x / 1e6;
    }

    @Override
    Optional<Shape> shape(int x) {
      return Optional.of(Shape.chain(PAYLOAD_STEPS, x));
    }
  },

  /**
   * Nodes on one journal, each in a process of its own; a run is started on the one it belongs to.
   */
  NODES("nodes", "runs/s", EnumSet.of(Store.POSTGRES), 1, 2, 4) {
    @Override
    int stations(int x) {
      return x;
    }
  },

  /** The same, but a run is started and awaited on any of them. */
  ELSEWHERE("nodes, runs started on any", "runs/s", EnumSet.of(Store.POSTGRES), 1, 2, 4) {
    @Override
    int stations(int x) {
      return x;
    }
  };

  private static final int PAYLOAD_STEPS = 4;

  /** Results as large as those of the order saga. */
  private static final int USUAL_BYTES = 107;

  private final String axis;
  private final String unit;
  private final Set<Store> stores;
  private final int[] points;

  Curve(String axis, String unit, Set<Store> stores, int... points) {
    this.axis = axis;
    this.unit = unit;
    this.stores = stores;
    this.points = points;
  }

  /** What is written below the plot. */
  String axis() {
    return axis;
  }

  /** What is counted per second. */
  String unit() {
    return unit;
  }

  /** One of what is counted. */
  String work() {
    return switch (this) {
      case STEPS, WIDTH -> "step";
      case PAYLOAD -> "MB";
      default -> "run";
    };
  }

  /** Where it is measured. */
  Set<Store> stores() {
    return stores;
  }

  /**
   * The sizes that are measured, the smallest first.
   *
   * @param size a share of the sizes that take long to prepare
   */
  List<Integer> points(double size) {
    return sized(1);
  }

  List<Integer> sized(double size) {
    return Arrays.stream(points).mapToObj(x -> (int) Math.round(x * size)).toList();
  }

  /** How many units of work one run is. */
  double unitsOfRun(int x) {
    return 1;
  }

  /** The saga that is measured, if it is not the order saga. */
  Optional<Shape> shape(int x) {
    return Optional.empty();
  }

  /** How many engines share the journal. */
  int stations(int x) {
    return 1;
  }

  /** The name in options, markers and files. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
