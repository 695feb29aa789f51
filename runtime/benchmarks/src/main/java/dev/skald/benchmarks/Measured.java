package dev.skald.benchmarks;

/**
 * One row in one cell in one round; a line of the results file.
 *
 * @param round the round, from 1
 * @param row the row's name
 * @param course how the sagas went
 * @param callers how many callers there were
 * @param threads on which threads they waited
 * @param sagas how many sagas came to their end
 * @param seconds how long the window was
 * @param perSecond sagas per second
 * @param p50Micros the median latency of a saga
 * @param p99Micros the latency that one saga in a hundred exceeds
 * @param maxMicros the longest
 * @param cpuMicros processor time of the process for each saga
 * @param databaseCpuMicros processor time of a database in processes of its own for each saga
 * @param allocatedBytes bytes allocated for each saga
 * @param recordsPerCommit how many journal records shared a transaction; 0 without a journal
 * @param foreignCores how many cores other processes used meanwhile
 */
record Measured(
    int round,
    String row,
    Course course,
    int callers,
    Callers threads,
    long sagas,
    double seconds,
    double perSecond,
    double p50Micros,
    double p99Micros,
    double maxMicros,
    double cpuMicros,
    double databaseCpuMicros,
    double allocatedBytes,
    double recordsPerCommit,
    double foreignCores) {

  static Measured of(
      int round,
      Row row,
      Cell cell,
      Window window,
      double databaseCpuSeconds,
      double recordsPerCommit) {
    Meters.Reading used = window.used();
    return new Measured(
        round,
        row.label(),
        cell.course(),
        cell.callers(),
        cell.threads(),
        window.sagas(),
        rounded(used.seconds()),
        rounded(window.perSecond()),
        rounded(window.micros(50)),
        rounded(window.micros(99)),
        rounded(window.micros(100)),
        rounded(used.cpuSeconds() * 1e6 / window.sagas()),
        rounded(databaseCpuSeconds * 1e6 / window.sagas()),
        rounded((double) used.allocated() / window.sagas()),
        rounded(recordsPerCommit),
        rounded(Math.max(0, used.foreignCores() - databaseCpuSeconds / used.seconds())));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
