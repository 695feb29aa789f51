package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Saga;
import dev.skald.Sensitive;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;

/** What must not stand in a log: steps see it, texts for people do not. */
public final class SensitiveMain {

  record Card(String holder, @Sensitive String number) {}

  record Payment(String id, Card card) {}

  @Saga
  @Timeout("3s")
  static class Charge {

    @Step
    Payment charge(Card card) {
      tell("  the step works with " + card.number());
      return new Payment("P-1", card);
    }
  }

  private SensitiveMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var charges = new SensitiveMain_ChargeOrchestrator(engine, new Charge());
      tell("A card is charged");
      var outcome = charges.start("charge-1", new Card("Ada", "4000 1234")).await(PATIENCE);
      tell("  the outcome says " + outcome);
      var view = charges.find("charge-1").orElseThrow();
      tell("  the view says " + view.charge());
      tell("  code that asks gets " + view.charge().value().orElseThrow().card().number());
      tell("  and a record's own toString hides nothing: " + new Card("Ada", "4000 1234"));
    }
  }
}
