package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal in one SQLite file, opened. */
final class SqliteStore implements JournalStore {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

  private final Path file;
  private final JournalLock lock;
  private final Readers readers;
  private final Writer writer;
  private final Claims claims;

  private SqliteStore(Path file, JournalLock lock) throws SQLException {
    Connections connections = new Connections(file);
    this.file = file;
    this.lock = lock;
    this.writer = new Writer(connections);
    this.claims = new Claims(writer.epoch(), writer.lastNumber());
    this.readers = new Readers(connections);
  }

  static SqliteStore open(Path wanted) {
    Path file = place(wanted);
    JournalLock lock = JournalLock.take(file);
    try {
      SqliteStore store = new SqliteStore(file, lock);
      LOG.info("Opened the journal {} as its owner number {}", file, store.writer.epoch());
      return store;
    } catch (SQLException e) {
      Connections.closeAfter(lock, e);
      throw Errors.failed(file, "Opening", e);
    } catch (RuntimeException e) {
      Connections.closeAfter(lock, e);
      throw e;
    }
  }

  /** Finds the real place, so that two names of one file share one lock; changes nothing. */
  private static Path place(Path file) {
    if (file.toString().indexOf('?') >= 0) {
      throw new JournalException(
          "The journal's path " + file + " holds a '?', which SQLite's driver cannot take");
    }
    if (Files.isDirectory(file) || file.getFileName() == null) {
      throw new JournalException(
          "The journal " + file + " is a directory: name a file in it, such as sagas.db");
    }
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new JournalException(
          "The journal " + file + " cannot be made: make the directory " + parent + " first");
    }
    try {
      return Files.exists(file)
          ? file.toRealPath()
          : parent.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw new JournalException(
          "The journal " + file + " cannot be reached (" + e.getMessage() + "): check its path", e);
    }
  }

  @Override
  public long epochFor(String saga, String key) {
    return writer.epoch();
  }

  @Override
  public List<WriteResult> commit(List<JournalWrite> batch) {
    return writer.commit(batch);
  }

  @Override
  public List<RunHeader> claim(String saga, int limit) {
    return writer.claim(claims, saga, limit);
  }

  @Override
  public Optional<RunHeader> claim(UUID run) {
    return writer.claim(claims, run);
  }

  @Override
  public List<RunHeader> nextInLine(UUID ended) {
    List<RunHeader> next = read(reader -> reader.nextInLine(ended));
    writer.clearLater(ended);
    return next;
  }

  @Override
  public Optional<JournalTransactions> transactions() {
    return Optional.of(run -> writer.begin());
  }

  @Override
  public Optional<RunHeader> find(String saga, String key) {
    return read(reader -> reader.find(saga, key));
  }

  @Override
  public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
    return read(reader -> reader.read(run, fromSeq, limit));
  }

  @Override
  public List<RunHeader> due(long upTo, int limit) {
    return read(reader -> reader.due(writer.epoch(), upTo, limit));
  }

  @Override
  public RunPage list(RunQuery query) {
    long before = start(query);
    return read(reader -> reader.list(query, before));
  }

  private static long start(RunQuery query) {
    String cursor = query.cursor();
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    try {
      long number = Long.parseLong(cursor);
      if (number > 0) {
        return number;
      }
      throw new NumberFormatException("Not a positive number: " + cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + cursor + "\" is not a cursor of this journal: pass what RunPage.next() gave", e);
    }
  }

  @Override
  public PurgePage purge(long before, @Nullable String cursor, int limit) {
    long after = cursor == null ? 0 : Long.parseLong(cursor);
    Purge.Found found = read(reader -> reader.purgeable(before, after, limit));
    boolean any = !found.runs().isEmpty();
    return found.removed(any ? writer.purge(found.runs(), before) : 0);
  }

  private <T> T read(Readers.Query<T> query) {
    writer.settle();
    try {
      return readers.use(query);
    } catch (SQLException e) {
      throw Errors.failed(file, "Reading", e);
    }
  }

  @Override
  public void close() {
    if (!writer.close()) {
      return;
    }
    try {
      readers.close();
      LOG.info("Closed the journal {}", file);
    } catch (SQLException e) {
      throw Errors.failed(file, "Closing", e);
    } finally {
      lock.close();
    }
  }
}
