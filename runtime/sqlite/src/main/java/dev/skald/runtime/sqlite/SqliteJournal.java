package dev.skald.runtime.sqlite;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import java.nio.file.Path;

/**
 * A journal in one SQLite file, for one engine. A batch is durable when it is on the disk ({@code
 * synchronous=FULL}): a kill at any point, or a loss of power with a disk that honours fsync, loses
 * nothing acknowledged.
 *
 * <p>Beside the file there are {@code <file>-wal} and {@code <file>-shm}, which belong to it and
 * must be moved and saved together with it, and {@code <file>.lock}, which keeps a second engine
 * away. Any program may <em>read</em> the file meanwhile. The file must be on a local disk:
 * SQLite's locks and shared memory do not work over a network.
 *
 * <p>Immutable, and safe for use by any thread; so are the stores it opens.
 */
public final class SqliteJournal implements JournalProvider {

  private final Path file;

  private SqliteJournal(Path file) {
    this.file = file;
  }

  /**
   * A journal in a file. Nothing is opened yet.
   *
   * @param file the file; made when first opened, its directory must exist
   * @return the journal
   */
  public static SqliteJournal at(Path file) {
    return new SqliteJournal(file.toAbsolutePath().normalize());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only one store at a time is open on a file, in this process and all others. The thread's
   * interrupt flag is left as it is and does not disturb.
   */
  @Override
  public JournalStore open() {
    // An interrupted thread cannot use a FileChannel, and SQLite's driver unpacks its library once.
    boolean interrupted = Thread.interrupted();
    try {
      return SqliteStore.open(file);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return "SQLite journal " + file;
  }
}
