package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.inFolder;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.receiver.ReceiverException;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service with a database of its own takes each call once, and none after its undo. */
public final class ReceiverMain {

  record Order(String article, String network) {}

  record Place(String shelf) {}

  @Saga
  @Timeout("3s")
  static class StoreGoods {

    private final Shelf shelf;
    private final List<Runnable> onTheWay = new CopyOnWriteArrayList<>();

    StoreGoods(Shelf shelf) {
      this.shelf = shelf;
    }

    @Step
    @Retry(maxAttempts = 2, delay = "10ms")
    Place put(Order order, StepContext step) {
      String key = step.idempotencyKey();
      if (order.network().equals("slow")) {
        onTheWay.add(() -> shelf.put(key, order.article()));
        throw new IllegalStateException("no answer in time");
      }
      String article = shelf.put(key, order.article()).text();
      tell("  call " + step.attempt() + " puts the " + article + " on the shelf");
      if (order.network().equals("bad") && step.attempt() == 1) {
        throw new IllegalStateException("the answer was lost");
      }
      return new Place("A");
    }

    @Compensate("put")
    void take(Outcome<Place> place) { // the key of the call that is undone
      tell("  the undo finds it on the shelf: " + shelf.take(place.key()));
    }

    @Step
    void announce(Order order, Place place) {
      tell("  " + order.article() + " is in " + place.shelf());
    }
  }

  private ReceiverMain() {}

  public static void main(String[] args) throws Exception {
    inFolder(folder -> play(new Shelf(folder.resolve("shelf.db"))));
  }

  private static void play(Shelf shelf) {
    try (SagaEngine engine = Skald.inMemory()) {
      var saga = new StoreGoods(shelf);
      var goods = new ReceiverMain_StoreGoodsOrchestrator(engine, saga);

      tell("The network loses an answer");
      tell("  " + goods.start("lute", new Order("lute", "bad")).await(PATIENCE));
      tell("  on the shelf: " + shelf.goods());

      tell("The network is slow: the undo overtakes the call");
      tell("  " + goods.start("drum", new Order("drum", "slow")).await(PATIENCE));
      try {
        saga.onTheWay.get(0).run();
      } catch (ReceiverException e) {
        tell("  then the call comes, and is refused: " + e.reason());
      }
      tell("  on the shelf: " + shelf.goods());
    }
  }
}
