package dev.skald.kit;

import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Sensitive;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;

/** A saga whose service is scripted. */
final class Scripted {

  private Scripted() {}

  record Loan(int euros, @Sensitive String card) {}

  record Checked(Loan loan) {}

  record Lent(String id) {}

  /** What is scripted. */
  interface Bank {
    String lend(Loan loan, StepContext step);
  }

  /** Tries again after two hours, and a second time never. */
  @Saga(name = "borrow")
  @Timeout("30m")
  static class Borrow {
    private final Bank bank;

    Borrow(Bank bank) {
      this.bank = bank;
    }

    @Step(readOnly = true)
    Checked check(Loan loan) {
      return new Checked(loan);
    }

    @Step
    @Pivot
    @Retry(maxAttempts = 2, delay = "2h", maxDelay = "2h", jitter = false)
    Lent lend(Checked checked, StepContext step) {
      return new Lent(bank.lend(checked.loan(), step));
    }
  }
}
