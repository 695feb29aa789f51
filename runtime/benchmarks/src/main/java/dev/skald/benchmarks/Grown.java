package dev.skald.benchmarks;

import dev.skald.benchmarks.Station.Took;
import java.util.List;

/**
 * One point of a curve in one round; a line of the results file.
 *
 * @param round the round, from 1
 * @param curve what grows
 * @param store the kind of journal
 * @param x how far it has grown
 * @param runs how many runs came to their end in the window
 * @param runsPerSecond of all stations together
 * @param unitsPerSecond the same in the curve's unit of work
 * @param cpuMicros processor time of the stations for each unit of work
 * @param databaseCpuMicros processor time of a database in processes of its own for each unit
 * @param foreignCores how many cores other processes used meanwhile
 */
record Grown(
    int round,
    Curve curve,
    Store store,
    int x,
    long runs,
    double runsPerSecond,
    double unitsPerSecond,
    double cpuMicros,
    double databaseCpuMicros,
    double foreignCores) {

  /**
   * Sums stations up.
   *
   * @param busy what the whole machine used meanwhile
   * @param databaseCpuSeconds what the server used of it
   */
  static Grown of(
      int round,
      Curve curve,
      Store store,
      int x,
      List<Took> stations,
      Meters.Reading busy,
      double databaseCpuSeconds) {
    long all = stations.stream().mapToLong(Took::sagas).sum();
    long runs = stations.stream().mapToLong(Took::inWindow).sum();
    double perSecond = stations.stream().mapToDouble(t -> t.inWindow() / t.seconds()).sum();
    double cpu = stations.stream().mapToDouble(Took::cpuSeconds).sum();
    double allCpu = stations.stream().mapToDouble(Took::allCpuSeconds).sum();
    double units = curve.unitsOfRun(x);
    double foreign = (busy.busySeconds() - allCpu - databaseCpuSeconds) / busy.seconds();
    return new Grown(
        round,
        curve,
        store,
        x,
        runs,
        rounded(perSecond),
        rounded(perSecond * units),
        rounded(cpu * 1e6 / (runs * units)),
        rounded(databaseCpuSeconds * 1e6 / (all * units)),
        rounded(Math.max(0, foreign)));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
