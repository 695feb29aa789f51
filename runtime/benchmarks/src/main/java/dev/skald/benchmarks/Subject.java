package dev.skald.benchmarks;

import java.util.Optional;

/** Something that runs order sagas. Safe for use by any thread. */
interface Subject extends AutoCloseable {

  /**
   * Runs one saga to its end.
   *
   * @param order the input
   * @return true if it completed, false if all was undone
   * @throws Exception if it ended in any other way
   */
  boolean run(NewOrder order) throws Exception;

  /**
   * What it has journaled so far.
   *
   * @return the counts, or empty if it journals nothing
   */
  Optional<Journaled> journaled();

  /**
   * How many sagas a caller runs between two looks at the clock, where one would cost less than the
   * look.
   *
   * @return 1 or more
   */
  default int stride() {
    return 1;
  }

  /**
   * Processor time that a database in processes of its own has used.
   *
   * @return seconds since it was started, 0 if there is none
   */
  default double databaseCpuSeconds() {
    return 0;
  }

  @Override
  void close();

  /**
   * Counts of what became durable.
   *
   * @param started runs that were created
   * @param ended runs that came to their end
   * @param records journal records
   * @param commits transactions
   */
  record Journaled(long started, long ended, long records, long commits) {

    Journaled plus(Journaled other) {
      return new Journaled(
          started + other.started,
          ended + other.ended,
          records + other.records,
          commits + other.commits);
    }

    Journaled since(Journaled before) {
      return new Journaled(
          started - before.started,
          ended - before.ended,
          records - before.records,
          commits - before.commits);
    }
  }
}
