package dev.skald.benchmarks;

import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Measures one row in one cell at a time. Each measurement has an engine, services and a journal of
 * its own: warm-up, then the window, and the books are balanced after each and after the engine is
 * closed.
 */
final class Laboratory {

  private static final Subject.Journaled NOTHING = new Subject.Journaled(0, 0, 0, 0);

  /** Whoever keeps runs in memory for long keeps some of them; the collector would be measured. */
  private static final int ENDED_KEPT = 10_000;

  private final Supplier<Services> newServices;
  private final Path folder;
  private final double warmUpSeconds;
  private final double seconds;

  /** The transactions that the engine made last, by cell. */
  private final Map<Cell, int[]> batches = new HashMap<>();

  /**
   * Sets the laboratory up.
   *
   * @param newServices makes the services of one measurement
   * @param folder where journals are kept while they are measured
   * @param warmUpSeconds the warm-up before each window
   * @param seconds the length of each window
   */
  Laboratory(Supplier<Services> newServices, Path folder, double warmUpSeconds, double seconds) {
    this.newServices = newServices;
    this.folder = folder;
    this.warmUpSeconds = warmUpSeconds;
    this.seconds = seconds;
  }

  Measured measure(int round, Row row, Cell cell) throws Exception {
    Path file = newFolder().resolve("journal.db");
    // What the last one left behind is not this one's to clear away.
    System.gc();
    try {
      return row == Row.RAW ? raw(round, cell, file) : subject(round, row, cell, file);
    } finally {
      deleteFolder();
    }
  }

  private Measured subject(int round, Row row, Cell cell, Path file) throws Exception {
    Services services = newServices.get();
    Subject subject = open(row, cell, file, services);
    Books books = new Books(services, subject, cell.course());
    Measured measured;
    try (subject) {
      ClosedLoop loop = new ClosedLoop(subject, cell.course(), cell.callers(), cell.threads());
      books.balance(loop.run(warmUpSeconds).sagas());
      Subject.Journaled before = subject.journaled().orElse(NOTHING);
      forgetBatches(subject);
      double database = subject.databaseCpuSeconds();
      Window window = loop.run(seconds);
      database = subject.databaseCpuSeconds() - database;
      books.balance(window.sagas());
      Subject.Journaled during = subject.journaled().orElse(NOTHING).since(before);
      keepBatches(row, subject, cell);
      double records = (double) during.records() / Math.max(1, during.commits());
      measured = Measured.of(round, row, cell, window, database, records);
    }
    books.balance(0);
    return measured;
  }

  private static Subject open(Row row, Cell cell, Path file, Services services) throws Exception {
    return switch (row) {
      case STRAIGHT -> new StraightLine(services);
      case MEMORY -> new SkaldSubject(MemoryJournal.keepingEnded(ENDED_KEPT), services);
      case CALLERS ->
          SkaldSubject.withWorkingCallers(MemoryJournal.keepingEnded(ENDED_KEPT), services);
      case SQLITE -> new SkaldSubject(SqliteJournal.at(file), services);
      case PIPELINED -> SkaldSubject.pipelined(SqliteJournal.at(file), services);
      case BARE -> new BareSubject(SqliteJournal.at(file), services, cell.callers() == 1);
      case POSTGRES -> {
        Database database = new Database();
        yield new ServerSubject(new SkaldSubject(database.journal(), services), database);
      }
      case PGBARE -> {
        Database database = new Database();
        boolean alone = cell.callers() == 1;
        yield new ServerSubject(new BareSubject(database.journal(), services, alone), database);
      }
      case PGHAND -> new HandSubject(new Database(), services);
      case CAMEL, SEATA, DBOS ->
          Peer.of(row)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          row.label() + " is there with the profiles benchmark and peers only"))
              .open(services);
      case RAW -> throw new IllegalArgumentException("Raw rows run no sagas");
    };
  }

  private static void forgetBatches(Subject subject) {
    if (subject instanceof SkaldSubject skald) {
      skald.takeBatches();
    }
  }

  private void keepBatches(Row row, Subject subject, Cell cell) {
    if (row == Row.SQLITE && subject instanceof SkaldSubject skald) {
      batches.put(cell, skald.takeBatches());
    }
  }

  /** A "saga" takes as many transactions one after the other as it has records. */
  private Measured raw(int round, Cell cell, Path file) throws Exception {
    int[] sizes = batches.getOrDefault(cell, new int[] {1});
    int records = cell.course().records();
    try (RawRows raw = new RawRows(file, records, cell.callers())) {
      replay(raw, records, sizes, warmUpSeconds);
      long before = raw.rows();
      Meters.Reading start = Meters.read();
      Histogram latencies = replay(raw, records, sizes, seconds);
      Meters.Reading used = Meters.read().since(start);
      raw.verify();
      long rows = raw.rows() - before;
      double perCommit = (double) rows / (latencies.getTotalCount() * records);
      return Measured.of(
          round, Row.RAW, cell, new Window(rows / records, used, latencies), 0, perCommit);
    }
  }

  private static Histogram replay(RawRows raw, int records, int[] sizes, double seconds)
      throws Exception {
    Histogram latencies = Window.histogram();
    int next = 0;
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    while (begin < end) {
      for (int i = 0; i < records; i++) {
        raw.commit(sizes[next]);
        next = next + 1 == sizes.length ? 0 : next + 1;
      }
      long now = System.nanoTime();
      latencies.recordValue(now - begin);
      begin = now;
    }
    return latencies;
  }

  private Path newFolder() throws IOException {
    deleteFolder();
    return Files.createDirectories(folder);
  }

  private void deleteFolder() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
