package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Compensate;
import dev.skald.Each;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.StepView;
import dev.skald.runtime.engine.Skald;
import java.util.List;

/** One step for each item of a list, side by side, each with a key and an undo of its own. */
public final class FanOutMain {

  record Item(String article, int pieces) {}

  record Basket(List<Item> items) {}

  record Reservation(String article, String key) {}

  static final class OutOfStock extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfStock(String article) {
      super("no " + article);
    }
  }

  @Saga
  @Timeout("3s")
  static class PackBasket {

    @Step
    Reservation reserve(@Each(concurrency = 4) Item item, Basket basket, StepContext step)
        throws OutOfStock {
      if (item.article().equals("unicorn")) { // refused: this item had no effect
        throw new OutOfStock(item.article());
      }
      return new Reservation(item.article(), last(step.idempotencyKey()));
    }

    @Compensate("reserve")
    void release(Reservation reservation) {} // once for each that was reserved

    @Step
    void ship(Basket basket, List<Reservation> reservations) { // when all are done, in order
      reservations.forEach(
          r -> tell("  ships " + r.article() + ", reserved with the key ..." + r.key()));
    }
  }

  private FanOutMain() {}

  /** Without the part that differs from run to run. */
  private static String last(String key) {
    return key.substring(key.lastIndexOf(':'));
  }

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var baskets = new FanOutMain_PackBasketOrchestrator(engine, new PackBasket());
      pack(baskets, "basket-1", "tea", "milk", "honey");
      pack(baskets, "basket-2", "tea", "unicorn", "honey");
      pack(baskets, "basket-3");
    }
  }

  private static void pack(
      FanOutMain_PackBasketOrchestrator baskets, String key, String... articles) {
    tell(key + " " + List.of(articles));
    var items = List.of(articles).stream().map(article -> new Item(article, 1)).toList();
    tell("  " + baskets.start(key, new Basket(items)).await(PATIENCE));
    List<StepView<?>> views = baskets.find(key).orElseThrow().reserve().items();
    for (int i = 0; i < views.size(); i++) {
      tell("  " + articles[i] + " is " + views.get(i).state());
    }
  }
}
