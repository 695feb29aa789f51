package dev.skald.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One curve for people.
 *
 * @param curve what grew
 * @param grown all that was measured of it
 */
record GrowthReport(Curve curve, List<Grown> grown) {

  /** Lines of Markdown: one for each point on each store, medians of the rounds. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    String units = countsRuns() ? "" : " " + curve.unit() + " |";
    lines.add(
        "| | "
            + curve.axis()
            + " | runs/s |"
            + units
            + " against the first | us of CPU for each "
            + curve.work()
            + " |");
    lines.add("|---|---:|---:|" + (countsRuns() ? "" : "---:|") + "---:|---:|");
    for (Store store : stores()) {
      points().forEach(x -> lines.add(line(store, x)));
    }
    return lines;
  }

  private boolean countsRuns() {
    return curve.unit().equals("runs/s");
  }

  private String line(Store store, int x) {
    List<Grown> rounds = rounds(store, x);
    String units = " " + number(Spread.of(rounds, Grown::unitsPerSecond).median()) + " |";
    Spread ratio = againstFirst(store, x);
    String range = x == points().get(0) ? "1" : two(ratio);
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %s |%s %s | %s |",
        store.words(),
        x,
        number(Spread.of(rounds, Grown::runsPerSecond).median()),
        countsRuns() ? "" : units,
        range,
        cpu(store, rounds));
  }

  private static String two(Spread spread) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", spread.median(), spread.min(), spread.max());
  }

  private static String cpu(Store store, List<Grown> rounds) {
    String own = number(Spread.of(rounds, Grown::cpuMicros).median());
    String server = number(Spread.of(rounds, Grown::databaseCpuMicros).median());
    return store == Store.POSTGRES ? own + " + " + server : own;
  }

  /** Three digits, or all before the point. */
  static String number(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** What it was measured with, and what else the machine did. */
  String conditions(Machine machine, Settings settings, int callers) {
    Spread foreign = Spread.of(grown, Grown::foreignCores);
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d MiB of heap; %d callers; %d rounds of %s s after %s s of warm-up; other"
            + " processes used %.2f (%.2f to %.2f) cores.",
        machine.jvm(),
        machine.cores(),
        machine.heapMegabytes(),
        callers,
        settings.rounds(),
        settings.seconds(),
        settings.warmUpSeconds(),
        foreign.median(),
        foreign.min(),
        foreign.max());
  }

  /** The units per second against those of the first point. */
  Plot plot() {
    List<Plot.Line> lines =
        stores().stream()
            .map(
                store ->
                    new Plot.Line(
                        store.words(), points().stream().map(x -> againstFirst(store, x)).toList()))
            .toList();
    return new Plot(curve.axis(), curve.unit() + " against the first point", points(), lines);
  }

  /** Round by round, as points take turns: what may be compared with other runs. */
  private Spread againstFirst(Store store, int x) {
    List<Grown> first = rounds(store, points().get(0));
    List<Grown> these = rounds(store, x);
    double[] ratios = new double[these.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = these.get(i).unitsPerSecond() / first.get(i).unitsPerSecond();
    }
    return Spread.of(ratios);
  }

  private List<Grown> rounds(Store store, int x) {
    return grown.stream().filter(one -> one.store() == store && one.x() == x).toList();
  }

  private List<Store> stores() {
    return grown.stream().map(Grown::store).distinct().toList();
  }

  private List<Integer> points() {
    return grown.stream().map(Grown::x).distinct().toList();
  }
}
