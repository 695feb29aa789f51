package dev.skald.benchmarks;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.spi.JournalProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An engine with its defaults on some journal. */
final class SkaldSubject implements Subject {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MeteredJournal journal;
  private final SagaEngine engine;
  private final BiFunction<String, NewOrder, SagaHandle<Order>> start;

  SkaldSubject(JournalProvider provider, Services services) {
    this(provider, services, 1);
  }

  /** Each caller works on the runs that it starts. */
  static SkaldSubject withWorkingCallers(JournalProvider provider, Services services) {
    return new SkaldSubject(provider, Skald.Builder::callersWork, 1, orders(services));
  }

  /** Runs {@link PipelinedOrderSaga}. */
  static SkaldSubject pipelined(JournalProvider provider, Services services) {
    return new SkaldSubject(
        provider,
        UnaryOperator.identity(),
        1,
        engine ->
            new PipelinedOrderSagaOrchestrator(engine, new PipelinedOrderSaga(services))::start);
  }

  /**
   * Opens one of several nodes, and waits until each has its share.
   *
   * @param nodes how many there are or will be
   */
  SkaldSubject(JournalProvider provider, Services services, int nodes) {
    this(provider, UnaryOperator.identity(), nodes, orders(services));
  }

  private static Function<SagaEngine, BiFunction<String, NewOrder, SagaHandle<Order>>> orders(
      Services services) {
    return engine -> new OrderSagaOrchestrator(engine, new OrderSaga(services))::start;
  }

  private SkaldSubject(
      JournalProvider provider,
      UnaryOperator<Skald.Builder> settings,
      int nodes,
      Function<SagaEngine, BiFunction<String, NewOrder, SagaHandle<Order>>> saga) {
    journal = new MeteredJournal(provider);
    engine = settings.apply(Skald.on(journal)).open();
    start = saga.apply(engine);
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
    SagaOutcome<Order> outcome = start.apply(order.id(), order).await(PATIENCE);
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
