package dev.skald.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A journal that the stations of one point share. It is made by the process that measures, named so
 * that other processes find it, and removed with this.
 *
 * @param store the kind of journal
 * @param address the file, or the port and schema of the server
 * @param shelf where it is, or empty if it is in the memory of a station
 */
record Site(Store store, String address, Optional<Shelf> shelf) implements AutoCloseable {

  /**
   * Makes one, with nothing in it.
   *
   * @param folder where files may be
   */
  static Site make(Store store, Path folder) throws IOException {
    return switch (store) {
      case MEMORY -> new Site(store, "", Optional.empty());
      case SQLITE -> {
        Shelf.File file = Shelf.File.in(folder);
        yield new Site(store, file.path().toString(), Optional.of(file));
      }
      case POSTGRES -> {
        Database database = new Database();
        yield new Site(store, database.address(), Optional.of(new Shelf.Server(database)));
      }
    };
  }

  /** Fills it with so many rows of runs that have ended, before any engine is there. */
  void fill(int rows) {
    if (rows > 0) {
      Filling filling = new Filling();
      filling.ended(shelf.orElseThrow().journal(), rows / filling.recordsOfARun());
    }
  }

  /** Lets the server tidy up, so that it does not while something is measured. */
  void settle() throws SQLException {
    if (shelf.isPresent() && shelf.get() instanceof Shelf.Server server) {
      server.database().execute("VACUUM ANALYZE");
      server.database().execute("CHECKPOINT");
    }
  }

  /** Processor time of a database in processes of its own, in seconds since it was started. */
  double databaseCpuSeconds() {
    return store == Store.POSTGRES ? Database.cpuSeconds() : 0;
  }

  @Override
  public void close() {
    shelf.ifPresent(Shelf::close);
  }
}
