package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Returns;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.StepState;
import dev.skald.runtime.engine.Skald;
import java.util.List;
import java.util.Optional;

/** A sealed result decides what runs: branches that meet again, and one that ends early. */
public final class BranchesMain {

  record Applicant(String name, int income) {}

  sealed interface Verdict permits Approved, Review, Refused {}

  record Approved(int limit) implements Verdict {}

  record Review(String clerk) implements Verdict {}

  record Refused(String why) implements Verdict {}

  record Limit(int euros) {}

  static final class AccountClosed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Saga
  @Timeout("3s")
  static class GrantCredit {

    @Step(readOnly = true, ends = Refused.class) // Refused: nothing more is to be done
    Verdict check(Applicant applicant) {
      if (applicant.income() < 1_000) {
        return new Refused("income");
      }
      return applicant.income() < 3_000 ? new Review("Ms Green") : new Approved(5_000);
    }

    @Step(readOnly = true)
    Limit take(Approved approved) { // runs for Approved only
      return new Limit(approved.limit());
    }

    @Step
    Limit ask(Review review) { // runs for Review only
      tell("  " + review.clerk() + " is asked, and says 500");
      return new Limit(500);
    }

    @Compensate("ask")
    void excuse(Outcome<Limit> limit, Review review) {
      tell("  " + review.clerk() + " need not have been asked");
    }

    @Step
    void pay(Applicant applicant, Limit limit) throws AccountClosed { // joins take and ask
      if (applicant.name().equals("Dan")) {
        throw new AccountClosed();
      }
      tell("  " + limit.euros() + " is paid");
    }

    @Returns
    String told(Verdict verdict, Optional<Limit> limit) {
      return verdict.getClass().getSimpleName() + limit.map(l -> ", " + l.euros()).orElse("");
    }
  }

  private BranchesMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var credits = new BranchesMain_GrantCreditOrchestrator(engine, new GrantCredit());
      for (Applicant who :
          List.of(
              new Applicant("Ada", 5_000),
              new Applicant("Bob", 2_000),
              new Applicant("Cleo", 200),
              new Applicant("Dan", 2_000))) {
        tell(who.name() + " earns " + who.income());
        tell("  " + credits.start(who.name(), who).await(PATIENCE));
        List<?> left = // what lies on other branches
            credits.find(who.name()).orElseThrow().run().steps().stream()
                .filter(step -> step.state() == StepState.NOT_TAKEN)
                .map(step -> step.name())
                .toList();
        tell("  not taken: " + left);
      }
    }
  }
}
