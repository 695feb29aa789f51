package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;

/** A service that knows no keys is called once: better not at all than twice. */
public final class AtMostOnceMain {

  record Order(String article, String line) {}

  record Promise(String of) {}

  @Saga
  @Timeout("3s")
  static class OrderByPhone {

    @Step(atMostOnce = true)
    Promise call(Order order) {
      tell("  the phone rings: " + order.article() + ", please");
      if (order.line().equals("breaks")) {
        throw new IllegalStateException("the line broke: did they hear?");
      }
      return new Promise("Mr Brown");
    }

    @Compensate("call")
    void write(Outcome<Promise> outcome, Order order) {
      tell(
          outcome instanceof Outcome.Succeeded<Promise> made
              ? "  a letter: " + made.value().of() + " promised, but we no longer need it"
              : "  a letter: should you have heard us, forget it");
    }

    @Step
    void note(Order order, Promise promise) {
      tell("  " + promise.of() + " has promised " + order.article());
    }
  }

  private AtMostOnceMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var calls = new AtMostOnceMain_OrderByPhoneOrchestrator(engine, new OrderByPhone());
      for (String line : new String[] {"works", "breaks"}) {
        tell("The line " + line);
        tell("  " + calls.start(line, new Order("a bell", line)).await(PATIENCE));
      }
    }
  }
}
