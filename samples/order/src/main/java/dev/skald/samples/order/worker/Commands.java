package dev.skald.samples.order.worker;

import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SkaldException;
import dev.skald.samples.order.PlaceOrderOrchestrator;
import dev.skald.samples.order.shop.OrderPlaced;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What an application does with an orchestrator: start runs, wait for them, decide about them. */
final class Commands {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final PlaceOrderOrchestrator placeOrder;

  Commands(PlaceOrderOrchestrator placeOrder) {
    this.placeOrder = placeOrder;
  }

  Reply execute(Command command) {
    try {
      return new Reply(Optional.of(run(command)), "");
    } catch (SkaldException | NoSuchElementException e) {
      return new Reply(Optional.empty(), e.toString());
    }
  }

  private RunReport run(Command command) {
    switch (command.verb()) {
      case START -> placeOrder.start(command.key(), command.cart().orElseThrow());
      case AWAIT -> {
        return await(command.key());
      }
      case SUPPLY_PAYMENT ->
          placeOrder
              .operate(command.key(), command.operator())
              .supply(
                  PlaceOrderOrchestrator.Steps.CHARGE_PAYMENT,
                  command.payment().orElseThrow(),
                  command.reason());
    }
    return report(command.key(), Optional.empty());
  }

  private RunReport await(String key) {
    SagaHandle<OrderPlaced> run = placeOrder.handle(key).orElseThrow();
    SagaOutcome<OrderPlaced> outcome = run.await(LONGEST_WAIT);
    return report(
        key,
        outcome instanceof SagaOutcome.Completed<OrderPlaced> completed
            ? Optional.ofNullable(completed.value())
            : Optional.empty());
  }

  private RunReport report(String key, Optional<OrderPlaced> result) {
    return RunReport.of(placeOrder.find(key).orElseThrow().run(), result);
  }
}
