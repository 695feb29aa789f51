package dev.skald.benchmarks;

import java.util.Arrays;

/**
 * Compares what was done with what must have been done. One effect too many or too few, or one
 * record, fails the benchmark: figures of a run that did something else are worth nothing.
 */
final class Books {

  private final Services services;
  private final Subject subject;
  private final Course course;
  private long sagas;

  Books(Services services, Subject subject, Course course) {
    this.services = services;
    this.subject = subject;
    this.course = course;
  }

  /**
   * Balances the books after more sagas of a new subject.
   *
   * @param more how many were run since the books were last balanced
   * @throws IllegalStateException if anything is not exactly as often as it must be
   */
  void balance(long more) {
    sagas += more;
    long[] expected = course.effects(sagas);
    long[] counted = services.counts();
    if (!Arrays.equals(expected, counted)) {
      throw new IllegalStateException(
          "After "
              + sagas
              + " sagas the effects "
              + Arrays.toString(Services.Effect.values())
              + " took place "
              + Arrays.toString(counted)
              + " times, not "
              + Arrays.toString(expected));
    }
    subject.journaled().ifPresent(this::balanceJournal);
  }

  private void balanceJournal(Subject.Journaled journaled) {
    if (journaled.started() != sagas
        || journaled.ended() != sagas
        || journaled.records() != sagas * course.records()) {
      throw new IllegalStateException(
          "After "
              + sagas
              + " sagas with "
              + course.records()
              + " records each, the journal has "
              + journaled);
    }
  }
}
