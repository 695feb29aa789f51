package dev.skald.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The results as text for people. */
final class Report {

  private final List<Measured> results;

  Report(List<Measured> results) {
    this.results = results;
  }

  /** One block for each cell, one line for each row: medians of the rounds. */
  List<String> table(List<Cell> cells) {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      lines.add("");
      lines.add(cell.toString());
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-9s %12s %26s %10s %10s %8s %8s %9s %8s %8s",
              "row",
              "sagas/s",
              "min to max",
              "p50 us",
              "p99 us",
              "CPU us",
              "DB us",
              "alloc B",
              "rec/com",
              "foreign"));
      for (Row row : Row.values()) {
        List<Measured> rounds = find(row, cell);
        if (!rounds.isEmpty()) {
          lines.add(line(row, rounds));
        }
      }
    }
    return lines;
  }

  private static String line(Row row, List<Measured> rounds) {
    Spread perSecond = Spread.of(rounds, Measured::perSecond);
    return String.format(
        Locale.ROOT,
        "  %-9s %,12.0f %,12.0f to %,10.0f %,10.2f %,10.2f %8.2f %8.2f %,9.0f %8.2f %8.2f",
        row.label(),
        perSecond.median(),
        perSecond.min(),
        perSecond.max(),
        Spread.of(rounds, Measured::p50Micros).median(),
        Spread.of(rounds, Measured::p99Micros).median(),
        Spread.of(rounds, Measured::cpuMicros).median(),
        Spread.of(rounds, Measured::databaseCpuMicros).median(),
        Spread.of(rounds, Measured::allocatedBytes).median(),
        Spread.of(rounds, Measured::recordsPerCommit).median(),
        Spread.of(rounds, Measured::foreignCores).median());
  }

  /** Rows against each other, round by round: what may be compared with other runs. */
  List<String> ratios(List<Cell> cells) {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      add(lines, cell, "memory / straight", find(Row.MEMORY, cell), find(Row.STRAIGHT, cell));
      add(lines, cell, "pipelined / sqlite", find(Row.PIPELINED, cell), find(Row.SQLITE, cell));
      add(lines, cell, "sqlite / bare", find(Row.SQLITE, cell), find(Row.BARE, cell));
      add(lines, cell, "sqlite / raw", find(Row.SQLITE, cell), find(Row.RAW, cell));
      add(lines, cell, "postgres / pgbare", find(Row.POSTGRES, cell), find(Row.PGBARE, cell));
      add(lines, cell, "postgres / pghand", find(Row.POSTGRES, cell), find(Row.PGHAND, cell));
      addDatabase(lines, cell, find(Row.POSTGRES, cell), find(Row.PGHAND, cell));
      add(lines, cell, "memory / camel", find(Row.MEMORY, cell), find(Row.CAMEL, cell));
      add(lines, cell, "memory / seata", find(Row.MEMORY, cell), find(Row.SEATA, cell));
      add(lines, cell, "callers / memory", find(Row.CALLERS, cell), find(Row.MEMORY, cell));
      add(lines, cell, "callers / camel", find(Row.CALLERS, cell), find(Row.CAMEL, cell));
      add(lines, cell, "callers / seata", find(Row.CALLERS, cell), find(Row.SEATA, cell));
      add(lines, cell, "postgres / dbos", find(Row.POSTGRES, cell), find(Row.DBOS, cell));
      if (cell.course().rejects()) {
        Cell happy = new Cell(Course.HAPPY, cell.callers(), cell.threads());
        for (Row row : new Row[] {Row.MEMORY, Row.CALLERS, Row.SQLITE, Row.BARE, Row.POSTGRES}) {
          add(lines, cell, row.label() + " / happy", find(row, cell), find(row, happy));
        }
      }
    }
    return lines;
  }

  private static void add(
      List<String> lines, Cell cell, String name, List<Measured> these, List<Measured> those) {
    int rounds = Math.min(these.size(), those.size());
    if (rounds == 0) {
      return;
    }
    Spread throughput = ratio(these, those, rounds, Measured::perSecond);
    Spread cpu = ratio(these, those, rounds, Measured::cpuMicros);
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-32s %-18s throughput %8.4f (%.4f to %.4f), CPU %8.2f (%.2f to %.2f)",
            cell,
            name,
            throughput.median(),
            throughput.min(),
            throughput.max(),
            cpu.median(),
            cpu.min(),
            cpu.max()));
  }

  private static void addDatabase(
      List<String> lines, Cell cell, List<Measured> these, List<Measured> those) {
    int rounds = Math.min(these.size(), those.size());
    if (rounds > 0) {
      Spread cpu = ratio(these, those, rounds, Measured::databaseCpuMicros);
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-32s %-18s database's CPU %.4f (%.4f to %.4f)",
              cell,
              "postgres / pghand",
              cpu.median(),
              cpu.min(),
              cpu.max()));
    }
  }

  private static Spread ratio(
      List<Measured> these, List<Measured> those, int rounds, ToDoubleFunction<Measured> figure) {
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = figure.applyAsDouble(these.get(i)) / figure.applyAsDouble(those.get(i));
    }
    return Spread.of(ratios);
  }

  private List<Measured> find(Row row, Cell cell) {
    Predicate<Measured> ofRow = result -> result.row().equals(row.label());
    return results.stream()
        .filter(
            ofRow.and(
                result ->
                    new Cell(result.course(), result.callers(), result.threads()).equals(cell)))
        .toList();
  }
}
