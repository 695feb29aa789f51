package dev.skald.benchmarks;

import java.util.concurrent.atomic.LongAdder;

/**
 * The four services: they do nothing but check what they are given, and count. Safe for use by any
 * thread.
 */
class Services {

  /** What the services do for an order. */
  enum Effect {
    CREATE,
    RESERVE,
    CHARGE,
    SHIP,
    REFUND,
    RELEASE,
    CANCEL
  }

  private final LongAdder[] counts = new LongAdder[Effect.values().length];

  Services() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  Order create(NewOrder input) {
    return effect(Effect.CREATE, Order.of(input), "NEW", "CREATED");
  }

  Order reserve(Order order) {
    return effect(Effect.RESERVE, order, "CREATED", "RESERVED");
  }

  Order charge(Order order) {
    return effect(Effect.CHARGE, order, "RESERVED", "CHARGED");
  }

  /** Counted also if it rejects: what counts is the call. */
  Order ship(Order order) throws ShipRejected {
    Order shipped = effect(Effect.SHIP, order, "CHARGED", "SHIPPED");
    if (order.failShip()) {
      throw new ShipRejected("No carrier for " + order.id());
    }
    return shipped;
  }

  void refund(Order charged) {
    effect(Effect.REFUND, charged, "CHARGED", "REFUNDED");
  }

  void release(Order reserved) {
    effect(Effect.RELEASE, reserved, "RESERVED", "RELEASED");
  }

  void cancel(Order created) {
    effect(Effect.CANCEL, created, "CREATED", "CANCELLED");
  }

  private Order effect(Effect effect, Order order, String expected, String next) {
    if (!order.status().equals(expected)) {
      throw new IllegalStateException(effect + " of an order that is " + order.status());
    }
    count(effect);
    return order.with(next);
  }

  void count(Effect effect) {
    counts[effect.ordinal()].increment();
  }

  /** How often each effect took place so far, in the order of {@link Effect}. */
  long[] counts() {
    long[] sums = new long[counts.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts[i].sum();
    }
    return sums;
  }
}
