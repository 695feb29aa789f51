package dev.skald.benchmarks;

import dev.skald.benchmarks.Station.Done;
import dev.skald.benchmarks.Station.Spec;
import dev.skald.benchmarks.Station.Took;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One point of a curve: a journal, the stations that share it, and their books. */
final class GrowthPoint implements AutoCloseable {

  private final Curve curve;
  private final int x;
  private final Site site;
  private final List<Station> stations = new ArrayList<>();
  private final Books books;

  /** Of all stations together; null before the first window. */
  private Done done;

  private GrowthPoint(Curve curve, int x, Site site) {
    this.curve = curve;
    this.x = x;
    this.site = site;
    Books.Due due = curve.shape(x).map(Shape::due).orElseGet(Course.HAPPY::due);
    books = new Books(() -> done.effects(), () -> Optional.of(done.journaled()), due);
  }

  /**
   * Prepares a point.
   *
   * @param callers how many callers the stations have together
   * @param site an empty journal, which the point closes
   */
  static GrowthPoint open(
      Curve curve, int x, Site site, int callers, Settings settings, Station.Opener opener)
      throws Exception {
    GrowthPoint point = new GrowthPoint(curve, x, site);
    try {
      if (curve == Curve.JOURNAL) {
        site.fill(x);
      }
      point.open(callers, settings, opener);
      site.settle();
      return point;
    } catch (Exception e) {
      try (point) {
        throw e;
      }
    }
  }

  /** All at once: none is ready before the others have their share. */
  private void open(int callers, Settings settings, Station.Opener opener) throws Exception {
    int count = curve.stations(x);
    ExecutorService executor = Executors.newFixedThreadPool(count);
    try {
      List<Future<Station>> opened = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Spec spec =
            new Spec(
                curve,
                x,
                site.store(),
                site.address(),
                i,
                Math.max(1, callers / count),
                settings.warmUpSeconds(),
                settings.seconds());
        opened.add(executor.submit(() -> opener.open(spec)));
      }
      for (Future<Station> station : opened) {
        stations.add(station.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * Measures one window, and balances the books.
   *
   * @throws IllegalStateException if anything is not exactly as often as it must be
   */
  Grown measure(int round) throws Exception {
    double database = site.databaseCpuSeconds();
    Meters.Reading before = Meters.read();
    for (Station station : stations) {
      station.begin();
    }
    List<Took> took = new ArrayList<>();
    for (Station station : stations) {
      took.add(station.end());
    }
    Meters.Reading busy = Meters.read().since(before);
    database = site.databaseCpuSeconds() - database;
    done = sum();
    books.balance(took.stream().mapToLong(Took::sagas).sum());
    return Grown.of(round, curve, site.store(), x, took, busy, database);
  }

  /** A run may be started on one station and owned by another: only the sum must be right. */
  private Done sum() throws Exception {
    Done sum = stations.get(0).done();
    for (Station station : stations.subList(1, stations.size())) {
      sum = sum.plus(station.done());
    }
    return sum;
  }

  @Override
  public void close() {
    try (site) {
      stations.forEach(Station::close);
    }
  }
}
