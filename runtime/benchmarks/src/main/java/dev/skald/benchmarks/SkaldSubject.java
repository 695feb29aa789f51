package dev.skald.benchmarks;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.spi.JournalProvider;
import java.time.Duration;
import java.util.Optional;

/** An engine with its defaults on some journal. */
final class SkaldSubject implements Subject {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MeteredJournal journal;
  private final SagaEngine engine;
  private final OrderSagaOrchestrator saga;

  SkaldSubject(JournalProvider provider, Services services) {
    this(provider, services, 1);
  }

  /**
   * Opens one of several nodes, and waits until each has its share.
   *
   * @param nodes how many there are or will be
   */
  SkaldSubject(JournalProvider provider, Services services, int nodes) {
    journal = new MeteredJournal(provider);
    engine = Skald.on(journal).open();
    saga = new OrderSagaOrchestrator(engine, new OrderSaga(services));
    journal.awaitShare(nodes);
  }

  /** Whether this is the node that an order's run would belong to. */
  boolean owns(NewOrder order) {
    return journal.owns(Filling.SAGA, order.id());
  }

  SagaEngine engine() {
    return engine;
  }

  @Override
  public boolean run(NewOrder order) {
    SagaOutcome<Order> outcome = saga.start(order.id(), order).await(PATIENCE);
    if (outcome instanceof SagaOutcome.Completed<Order> completed) {
      Order last = completed.value();
      if (last == null || !last.status().equals("SHIPPED") || !last.id().equals(order.id())) {
        throw new IllegalStateException("The result of " + order.id() + " is " + last);
      }
      return true;
    }
    if (outcome instanceof SagaOutcome.Compensated<Order>) {
      return false;
    }
    throw new IllegalStateException("The order " + order.id() + " is " + outcome);
  }

  @Override
  public Optional<Journaled> journaled() {
    return Optional.of(journal.counts());
  }

  /** The sizes of the commits since this was last asked. */
  int[] takeBatches() {
    return journal.takeBatches();
  }

  @Override
  public void close() {
    engine.close();
  }
}
