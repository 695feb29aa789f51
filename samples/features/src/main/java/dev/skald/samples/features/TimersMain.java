package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import java.time.Duration;
import java.util.List;

/** Steps that wait for a time, a service that says when to come back, and a deadline. */
public final class TimersMain {

  record Letter(String to, String counter) {}

  record Stamp(String id) {}

  record Receipt(String id) {}

  @Saga(deadline = "5s") // javac refuses one that comes before the last attempt
  @Timeout("1s")
  @Retry(maxAttempts = 2, delay = "10ms")
  static class SendLetter {

    @Step
    Stamp buyStamp(Letter letter, StepContext step) {
      tell("  the counter is " + letter.counter());
      if (letter.counter().equals("closed")) {
        throw step.retryLater(Duration.ofHours(8));
      }
      if (letter.counter().equals("busy") && step.attempt() == 1) {
        throw step.retryLater(Duration.ofMillis(50));
      }
      return new Stamp("S-" + step.attempt());
    }

    @Compensate("buyStamp")
    void giveBack(Outcome<Stamp> stamp) {
      tell("  the stamp, if there is one, is given back");
    }

    @Step(delay = "300ms") // a last chance to cancel
    @Pivot
    Receipt post(Letter letter, Stamp stamp) {
      tell("  the letter to " + letter.to() + " is posted with " + stamp.id());
      return new Receipt("R-1");
    }

    @Step(delay = "500ms") // after the pivot no deadline turns back
    void ask(Letter letter, Receipt receipt) {
      tell("  " + letter.to() + " is asked whether " + receipt.id() + " came");
    }
  }

  private TimersMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var letters = new TimersMain_SendLetterOrchestrator(engine, new SendLetter());
      for (String counter : List.of("open", "busy", "closed")) {
        tell("A letter to Ada");
        long start = System.nanoTime();
        tell("  " + letters.start(counter, new Letter("Ada", counter)).await(PATIENCE));
        long millis = (System.nanoTime() - start) / 1_000_000;
        tell(millis < 800 ? "  that was too early" : "  and not too early");
      }
    }
  }
}
