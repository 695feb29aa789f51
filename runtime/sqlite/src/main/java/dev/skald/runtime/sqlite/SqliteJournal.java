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
 * <p>A transactional step is offered a {@link java.sql.Connection}: the one the journal is written
 * with, inside of a transaction that is committed together with the step's record. Its tables stand
 * in the same file; names that begin with {@code skald_} are the journal's, and so are the file's
 * {@code user_version} and {@code application_id}.
 *
 * <ul>
 *   <li>While the step is in its transaction <em>nothing else becomes durable</em>: every other
 *       commit of the engine waits for it; reading goes on. Keep such steps short and call no
 *       service in them. One that waits for the engine itself, as by starting another run, waits
 *       for ever.
 *   <li>The connection takes one statement at a time that reads or changes rows, or creates, alters
 *       or drops what is the user's. Whatever could end the transaction or change the connection is
 *       refused with an {@link java.sql.SQLException}: {@code commit}, {@code close} and their
 *       like, {@code BEGIN}, {@code ATTACH}, {@code PRAGMA}. Savepoints are taken by {@link
 *       java.sql.Connection#setSavepoint()}. Temporary tables end with the transaction. Foreign
 *       keys are not enforced, which is SQLite's default.
 *   <li>An error undoes its statement alone, except where SQLite rolls everything back ({@code OR
 *       ROLLBACK}, a full disk): then every later call is refused, and so is the commit.
 *   <li>When the transaction is over, all that belongs to it is closed and refuses every call,
 *       whatever thread it comes from. Closing the store undoes a transaction that is open, and
 *       breaks its statement off.
 * </ul>
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
