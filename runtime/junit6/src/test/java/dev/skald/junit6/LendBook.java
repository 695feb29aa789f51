package dev.skald.junit6;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Pivot;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;

/** A small saga. */
@Saga(name = "lend-book")
@Timeout("3s")
class LendBook {

  private final Library library;

  LendBook(Library library) {
    this.library = library;
  }

  /** What is asked for. */
  record Wish(String title) {}

  /** What was lent. */
  record Loan(String id) {}

  /** The reader may not have it. */
  static final class Barred extends Exception {
    private static final long serialVersionUID = 1L;

    Barred(String message) {
      super(message);
    }
  }

  /** Lends books; once for each key. */
  interface Library {
    String take(String title, StepContext step);

    void putBack(String key);

    void write(String id, StepContext step) throws Barred;
  }

  @Step
  Loan take(Wish wish, StepContext step) {
    return new Loan(library.take(wish.title(), step));
  }

  @Compensate("take")
  void putBack(Outcome<Loan> taken) {
    library.putBack(taken.key());
  }

  @Step
  @Pivot
  void write(Loan loan, StepContext step) throws Barred {
    library.write(loan.id(), step);
  }
}
