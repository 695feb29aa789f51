package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;
import static dev.skald.samples.features.Story.until;

import dev.skald.Compensate;
import dev.skald.Saga;
import dev.skald.Signal;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.engine.Skald;
import java.util.Optional;

/** Steps that wait for what somebody else says: for as long as it takes, or for some time. */
public final class SignalsMain {

  record Order(String article) {}

  record Parcel(String id) {}

  record Transfer(int euros) {}

  record Wish(String text) {}

  @Saga
  @Timeout("3s")
  static class SellOnAccount {

    @Step
    Parcel pack(Order order) {
      tell("  " + order.article() + " is packed");
      return new Parcel("P-1");
    }

    @Compensate("pack")
    void unpack(Parcel parcel) {
      tell("  it is unpacked again");
    }

    @Step(readOnly = true)
    Transfer awaitPayment(Parcel parcel, @Signal(timeout = "14d") Transfer transfer) {
      return transfer; // without a transfer the run would turn back after 14 days
    }

    @Step
    void ship(Parcel parcel, Transfer transfer, @Signal(timeout = "1s") Optional<Wish> wish) {
      tell("  it is shipped, " + wish.map(Wish::text).orElse("and nobody had a wish"));
    }
  }

  private SignalsMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var sales = new SignalsMain_SellOnAccountOrchestrator(engine, new SellOnAccount());

      tell("Ada wishes something before she pays");
      var ada = sales.start("ada", new Order("a lute"));
      until(() -> sales.find("ada").orElseThrow().state() == RunState.WAITING);
      tell("  the wish is " + sales.wish("ada", "mail-1", new Wish("in blue paper")));
      SignalReceipt transfer = sales.transfer("ada", "bank-1", new Transfer(90));
      tell("  " + ada.await(PATIENCE));
      tell("  the transfer was " + transfer);
      tell("  the same transfer again is " + sales.transfer("ada", "bank-1", new Transfer(90)));
      tell("  a second transfer is " + sales.transfer("ada", "bank-2", new Transfer(90)));

      tell("Bob pays, and wishes nothing");
      var bob = sales.start("bob", new Order("a drum"));
      sales.transfer("bob", "bank-3", new Transfer(40));
      tell("  " + bob.await(PATIENCE));

      tell("Cleo does not pay, and cancels");
      var cleo = sales.start("cleo", new Order("a harp"));
      until(() -> sales.find("cleo").orElseThrow().state() == RunState.WAITING);
      sales.operate("cleo", "Cleo").cancel("no longer wanted");
      tell("  " + cleo.await(PATIENCE));
    }
  }
}
