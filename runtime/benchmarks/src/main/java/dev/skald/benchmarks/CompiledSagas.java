package dev.skald.benchmarks;

/** Sources of sagas of an ordinary size, each with types of its own. */
final class CompiledSagas {

  private CompiledSagas() {}

  static String source(int number) {
    return """
        import dev.skald.*;

        @Saga(deadline = "2h")
        @Timeout("3s")
        public class Order%1$d {
          record Cart(String customer, long cents) {}
          record Placed(String id) {}
          record Reserved(String id, long cents) {}
          record Paid(String id) {}
          record Shipped(String id) {}
          record Done(String order, String shipment) {}

          interface Services {
            String call(String what, String key) throws Declined;
          }

          static final class Declined extends Exception {
            private static final long serialVersionUID = 1;
          }

          private final Services services;

          Order%1$d(Services services) {
            this.services = services;
          }

          @Step
          Placed createOrder(Cart cart, StepContext step) throws Declined {
            return new Placed(services.call(cart.customer(), step.idempotencyKey()));
          }

          @Compensate("createOrder")
          void cancelOrder(Outcome<Placed> placed) throws Declined {
            services.call("cancel", placed.key());
          }

          @Step
          @Parallel
          Reserved reserveStock(Cart cart, Placed placed, StepContext step) throws Declined {
            return new Reserved(services.call(placed.id(), step.idempotencyKey()), cart.cents());
          }

          @Compensate("reserveStock")
          void releaseStock(Reserved reserved) throws Declined {
            services.call("release", reserved.id());
          }

          @Step
          @Pivot
          @Retry(maxAttempts = 5, delay = "200ms")
          Paid charge(Cart cart, Reserved reserved, StepContext step) throws Declined {
            return new Paid(services.call(reserved.id() + cart.cents(), step.idempotencyKey()));
          }

          @Step
          Shipped ship(Reserved reserved, Paid paid, StepContext step) {
            return new Shipped(reserved.id() + paid.id() + step.idempotencyKey());
          }

          @Returns
          Done done(Placed placed, Shipped shipped) {
            return new Done(placed.id(), shipped.id());
          }
        }
        """
        .formatted(number);
  }
}
