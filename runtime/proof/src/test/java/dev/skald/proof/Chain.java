package dev.skald.proof;

import dev.skald.Compensate;
import dev.skald.From;
import dev.skald.Outcome;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;

/**
 * A long sequence that can be undone from any place, also from its end: it has no pivot. Several of
 * its steps run ahead of the records of those before them.
 */
@Saga(name = "chain")
@Retry(maxAttempts = 8, delay = "10ms", maxDelay = "100ms")
@Timeout("10s")
class Chain {

  private final Services services;

  Chain(Services services) {
    this.services = services;
  }

  @Step(pipelined = true)
  Receipt one(Job job, StepContext step) throws Declined {
    return services.call(step);
  }

  @Compensate("one")
  void undoOne(@From("one") Receipt done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step(pipelined = true)
  Receipt two(@From("one") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("two")
  void undoTwo(Outcome<Receipt> done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step(pipelined = true)
  Receipt three(@From("two") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("three")
  void undoThree(Outcome<Receipt> done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step
  Receipt four(@From("three") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("four")
  void undoFour(Outcome<Receipt> done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step(pipelined = true)
  Receipt five(@From("four") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("five")
  void undoFive(@From("five") Receipt done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step
  Receipt six(@From("five") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("six")
  void undoSix(Outcome<Receipt> done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step(pipelined = true)
  Receipt seven(@From("six") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("seven")
  void undoSeven(@From("seven") Receipt done, StepContext step) {
    services.undo(step, done.key());
  }

  @Step
  Receipt eight(@From("seven") Receipt before, StepContext step) throws Declined {
    return services.call(step, before);
  }

  @Compensate("eight")
  void undoEight(Outcome<Receipt> done, StepContext step) {
    services.undo(step, done.key());
  }
}
