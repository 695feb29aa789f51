package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A "no" is not the same as no answer: the first turns back, the second is asked again. */
public final class RejectionsMain {

  record Guest(String name, String card) {}

  record Table(int number) {}

  static final class CardDeclined extends Exception {
    private static final long serialVersionUID = 1L;

    CardDeclined(String message) {
      super(message);
    }
  }

  @Saga
  @Timeout("3s")
  static class BookTable {

    /** What a bank remembers, so that a call that comes twice takes effect once. */
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    @Step
    Table reserve(Guest guest) {
      tell("  a table is reserved for " + guest.name());
      return new Table(7);
    }

    @Compensate("reserve")
    void release(Outcome<Table> table) { // works with the key alone, if no more is known
      tell("  the table is released");
    }

    @Step
    @Retry(maxAttempts = 3, delay = "10ms")
    void chargeDeposit(Guest guest, Table table, StepContext step) throws CardDeclined {
      boolean again = !keys.add(step.idempotencyKey());
      tell("  the bank is asked" + (again ? " again, with the same key" : ""));
      if (guest.card().equals("declined")) {
        throw new CardDeclined("no money");
      }
      if (guest.card().equals("slow") && step.attempt() == 1) {
        throw new IllegalStateException("no answer from the bank");
      }
    }
  }

  private RejectionsMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var tables = new RejectionsMain_BookTableOrchestrator(engine, new BookTable());
      for (Guest guest :
          List.of(
              new Guest("Ada", "good"), new Guest("Bob", "declined"), new Guest("Cleo", "slow"))) {
        tell(guest.name() + "'s card is " + guest.card());
        tell("  " + tables.start(guest.name(), guest).await(PATIENCE));
      }
    }
  }
}
