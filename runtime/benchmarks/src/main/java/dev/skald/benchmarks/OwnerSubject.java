package dev.skald.benchmarks;

import java.util.Optional;

/**
 * A node whose callers bring it the orders that are its own, as behind a load balancer that goes by
 * the key.
 *
 * @param node the node
 */
record OwnerSubject(SkaldSubject node) implements Subject {

  @Override
  public boolean run(NewOrder order) {
    NewOrder own = order;
    for (int i = 0; !node.owns(own); i++) {
      own = order.named(order.id() + "-" + i);
    }
    return node.run(own);
  }

  @Override
  public Optional<Journaled> journaled() {
    return node.journaled();
  }

  @Override
  public void close() {
    node.close();
  }
}
