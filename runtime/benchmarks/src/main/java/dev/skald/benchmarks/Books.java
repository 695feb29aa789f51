package dev.skald.benchmarks;

import dev.skald.benchmarks.Subject.Journaled;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Compares what was done with what must have been done. One effect too many or too few, or one
 * record, fails the benchmark: figures of a run that did something else are worth nothing.
 */
final class Books {

  private final Supplier<long[]> effects;
  private final Supplier<Optional<Journaled>> journaled;
  private final Due due;
  private long sagas;

  Books(Services services, Subject subject, Course course) {
    this(services::counts, subject::journaled, course.due());
  }

  /**
   * Opens books.
   *
   * @param effects how often each took place so far
   * @param journaled what was journaled so far, or empty if nothing is
   * @param due what must be
   */
  Books(Supplier<long[]> effects, Supplier<Optional<Journaled>> journaled, Due due) {
    this.effects = effects;
    this.journaled = journaled;
    this.due = due;
  }

  /**
   * What sagas must leave behind, neither more nor less.
   *
   * @param names of the effects
   * @param effects how often each must have taken place after so many sagas
   * @param records how many each has in the journal
   */
  record Due(List<?> names, LongFunction<long[]> effects, int records) {}

  /**
   * Balances the books after more sagas of a new subject.
   *
   * @param more how many were run since the books were last balanced
   * @throws IllegalStateException if anything is not exactly as often as it must be
   */
  void balance(long more) {
    sagas += more;
    long[] expected = due.effects().apply(sagas);
    long[] counted = effects.get();
    if (!Arrays.equals(expected, counted)) {
      throw new IllegalStateException(
          "After "
              + sagas
              + " sagas the effects "
              + due.names()
              + " took place "
              + Arrays.toString(counted)
              + " times, not "
              + Arrays.toString(expected));
    }
    journaled.get().ifPresent(this::balanceJournal);
  }

  private void balanceJournal(Journaled counts) {
    if (counts.started() != sagas
        || counts.ended() != sagas
        || counts.records() != sagas * due.records()) {
      throw new IllegalStateException(
          "After "
              + sagas
              + " sagas with "
              + due.records()
              + " records each, the journal has "
              + counts);
    }
  }
}
