package dev.skald.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie on an axis.
 *
 * @param powers whether equal distances are equal factors
 * @param low the smallest value shown
 * @param high the largest
 * @param from where the smallest is drawn
 * @param to where the largest is drawn
 * @param ticks the values that are named
 */
record Axis(boolean powers, double low, double high, double from, double to, List<Double> ticks) {

  /** What fits a line without squeezing its lower end. */
  private static final double WIDEST = 10;

  private static final double[] STEPS = {0.1, 0.2, 0.25, 0.5, 1, 2};

  private static final int MOST_TICKS = 7;

  /**
   * An axis on which the points that were chosen are named, in factors. Nothing has no place on it
   * and stands one factor of ten before the next.
   */
  static Axis ofPoints(List<Integer> points, double from, double to) {
    List<Double> ticks = points.stream().map(Integer::doubleValue).toList();
    double low = ticks.get(0) > 0 ? ticks.get(0) : ticks.get(1) / 10;
    return new Axis(true, low, ticks.get(ticks.size() - 1), from, to, ticks);
  }

  /** An axis from nothing to the largest, or in factors if they differ too much for that. */
  static Axis ofValues(double smallest, double largest, double from, double to) {
    List<Double> ticks = new ArrayList<>();
    if (largest > WIDEST * smallest) {
      int lowest = (int) Math.floor(Math.log10(smallest));
      int highest = (int) Math.ceil(Math.log10(largest));
      for (int power = lowest; power <= highest; power++) {
        ticks.add(Math.pow(10, power));
      }
      double low = ticks.get(0);
      double high = ticks.get(ticks.size() - 1);
      return new Axis(true, low, high, from, to, ticks);
    }
    double step = stepFor(largest);
    int count = (int) Math.ceil(largest / step);
    for (int i = 0; i <= count; i++) {
      ticks.add(Math.round(i * step * 100) / 100.0);
    }
    return new Axis(false, 0, count * step, from, to, ticks);
  }

  private static double stepFor(double largest) {
    for (double step : STEPS) {
      if (largest <= MOST_TICKS * step) {
        return step;
      }
    }
    return Math.ceil(largest / MOST_TICKS);
  }

  double at(double value) {
    double share =
        powers
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return from + share * (to - from);
  }
}
