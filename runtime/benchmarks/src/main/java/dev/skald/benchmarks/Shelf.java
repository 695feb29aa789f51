package dev.skald.benchmarks;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A place for one journal, with nothing in it at first. */
interface Shelf extends AutoCloseable {

  /** The kinds of places. */
  enum Kind {
    SQLITE {
      @Override
      Shelf open(Path folder) throws IOException {
        return File.in(folder);
      }
    },
    POSTGRES {
      @Override
      Shelf open(Path folder) {
        return new Server(new Database());
      }
    };

    /**
     * Makes one.
     *
     * @param folder where files may be
     */
    abstract Shelf open(Path folder) throws IOException;
  }

  JournalProvider journal();

  @Override
  void close();

  /**
   * One SQLite file.
   *
   * @param folder it is the only one in it
   */
  record File(Path folder) implements Shelf {

    /** In a new folder in this one. */
    static File in(Path folder) throws IOException {
      return new File(Files.createTempDirectory(folder, "journal-"));
    }

    Path path() {
      return folder.resolve("journal.db");
    }

    @Override
    public JournalProvider journal() {
      return SqliteJournal.at(path());
    }

    @Override
    public void close() {
      try {
        for (String end : List.of("", "-wal", "-shm", ".lock")) {
          Files.deleteIfExists(folder.resolve("journal.db" + end));
        }
        Files.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * One schema on a PostgreSQL server.
   *
   * @param database the schema
   */
  record Server(Database database) implements Shelf {

    @Override
    public JournalProvider journal() {
      return database.journal();
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
