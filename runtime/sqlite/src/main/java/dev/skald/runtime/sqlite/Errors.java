package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;

/** All wording about what SQLite reports: what, why, and the way out. */
final class Errors {

  static final String ENDED =
      "the transaction has ended. What belongs to it can be used inside of its step only";

  static final String LOST =
      "SQLite rolled the whole transaction back when a statement in it failed. Let the step fail, so"
          + " that it is tried again";

  /** Why what ends a transaction is refused. */
  static final String NOT_YOURS =
      "it goes on until the step has returned, and is then committed together with the step's"
          + " record, or rolled back if the step threw";

  private Errors() {}

  static JournalException failed(Path file, String what, SQLException e) {
    return new JournalException(text(file, what, e), e);
  }

  static String text(Path file, String what, SQLException e) {
    return what + " the journal " + file + " failed (" + e.getMessage() + "): " + advice(e);
  }

  /** SQLite gives more detail in the higher bits; the lowest eight are the kind of error. */
  private static String advice(SQLException e) {
    if (e.getCause() instanceof NativeLibraryNotFoundException) {
      return "SQLite's library could not be unpacked or loaded. Name a directory that can be written"
          + " and executed from, with -Dorg.sqlite.tmpdir=...";
    }
    int kind = e.getErrorCode() & 0xff;
    if (kind == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return "the file is not a SQLite database. Name another file, or move this one away";
    }
    if (kind == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return "the file is damaged. Stop the engine, copy the file with its -wal, then restore a"
          + " backup or try the sqlite3 shell's .recover";
    }
    if (kind == SQLiteErrorCode.SQLITE_FULL.code) {
      return "the disk is full. Free some space; nothing has to be started again";
    }
    if (kind == SQLiteErrorCode.SQLITE_READONLY.code
        || kind == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || kind == SQLiteErrorCode.SQLITE_PERM.code) {
      return "this process must be able to write the file and to make files beside it. Check the"
          + " permissions of both, and whether the disk is mounted read-only";
    }
    if (kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return "another program is writing to the file. Only the engine may; end the other program";
    }
    if (kind == SQLiteErrorCode.SQLITE_IOERR.code) {
      return "the disk, or a limit on the size of files, refuses. Look at the system's log";
    }
    return "see the cause; if it stays, save a copy of the file and report it";
  }

  static JournalException closed(Path file) {
    return new JournalException("The journal " + file + " is closed: open it again to go on");
  }

  static JournalException lost(Path file) {
    return new JournalException(
        "Nothing of a transaction in the journal " + file + " was kept: " + LOST);
  }

  static SQLException refused(String what, String why) {
    return new SQLException(what + " is refused in a transactional step: " + why);
  }
}
