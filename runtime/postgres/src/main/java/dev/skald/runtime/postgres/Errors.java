package dev.skald.runtime.postgres;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.UnknownCommitException;
import java.sql.SQLException;
import java.time.Duration;

/** All wording about what PostgreSQL reports: what, why, and the way out. */
final class Errors {

  static final String ENDED =
      "the transaction has ended. What belongs to it can be used inside of its step only";

  /** Why what ends a transaction is refused. */
  static final String NOT_YOURS =
      "it goes on until the step has returned, and is then committed together with the step's"
          + " record, or rolled back if the step threw";

  private Errors() {}

  static JournalException failed(Place place, String what, SQLException e) {
    return new JournalException(text(place, what, e), e);
  }

  static String text(Place place, String what, SQLException e) {
    return what + " the journal " + place + " failed (" + e.getMessage() + "): " + advice(e);
  }

  /**
   * Whether a statement that failed so may have been committed all the same: the server did not say
   * that it undid it, but went away.
   */
  static boolean mayBeDurable(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.startsWith("08") // the connection broke
        || state.startsWith("57P") // the server ends it, or stops
        || state.startsWith("25P03") // it had gone to sleep in a transaction
        || state.startsWith("58") // the operating system
        || state.startsWith("XX"); // an error of the server itself
  }

  /** Whether a row stands already where one was to be written. */
  static boolean isDouble(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  /** Whether it waited for a lock as long as it may. */
  static boolean isHeldUp(SQLException e) {
    return "55P03".equals(e.getSQLState());
  }

  private static String advice(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("08") || state.startsWith("57P")) {
      return "the server or the way to it is gone. It is tried again; look at the server and the"
          + " network";
    }
    if (state.startsWith("28")) {
      return "the server does not let this user in. Check name and password in the DataSource";
    }
    if (state.equals("3D000")) {
      return "make the database first, or name another one in the DataSource";
    }
    if (state.equals("42501")) {
      return "the user lacks rights. Grant what skald-postgres's file roles.sql says";
    }
    if (state.equals("25006")) {
      return "the server takes no writes: it is a standby, or read-only. Connect to the primary";
    }
    if (state.equals("53100")) {
      return "the server's disk is full. Free some space; nothing has to be started again";
    }
    if (state.equals("53300")) {
      return "the server has no connection left. Raise its max_connections or use smaller pools";
    }
    if (state.equals("55P03") || state.equals("57014") || state.equals("40P01")) {
      return "it was held up too long. Look for transactions that stay open (pg_stat_activity)";
    }
    if (state.equals("25P02")) {
      return "PostgreSQL takes nothing more in a transaction in which a statement has failed. Let"
          + " the step fail, so that it is tried again, or set a savepoint before the statement";
    }
    if (state.equals("42P01") || state.equals("3F000") || state.equals("42883")) {
      return "the journal's tables are not there any more. Restore them from a backup";
    }
    return "see the cause; if it stays, report it";
  }

  static JournalException closed(Place place) {
    return new JournalException("The journal " + place + " is closed: open it again to go on");
  }

  static UnknownCommitException unknownAfterTakeover(Place place) {
    String fact = "another node has taken over runs that were written to when the connection broke";
    return new UnknownCommitException(
        "It is not known what became of the last transaction in the journal "
            + place
            + ": "
            + fact
            + ". Their journals tell",
        new SQLException(fact));
  }

  static JournalException notOwned(Place place) {
    return new JournalException(
        "No transaction can be begun in the journal "
            + place
            + ": another node owns the run by now, and goes on with it");
  }

  static JournalException unfit(Place place, String fact, String wayOut) {
    return new JournalException(
        "The journal " + place + " cannot be used: " + fact + ". " + wayOut);
  }

  static JournalException notKept(Place place, String what, String text) {
    return new JournalException(
        "The journal "
            + place
            + " cannot keep the "
            + what
            + " \""
            + text.replace("\0", "\\0")
            + "\": PostgreSQL's texts hold neither the character NUL nor half of a surrogate pair."
            + " Choose another one");
  }

  static String late(Duration most) {
    return "the transaction has lasted longer than "
        + most.toSeconds()
        + " seconds, for which time nobody else could take the run over. Do less in it";
  }

  static SQLException refused(String what, String why) {
    return new SQLException(what + " is refused in a transactional step: " + why);
  }
}
