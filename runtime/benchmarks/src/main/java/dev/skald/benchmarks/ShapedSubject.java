package dev.skald.benchmarks;

import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.spi.JournalProvider;
import java.time.Duration;
import java.util.Optional;

/** An engine with its defaults that runs sagas of one shape, one for each order. */
final class ShapedSubject implements Subject {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Shape shape;
  private final MeteredJournal journal;
  private final SagaEngine engine;
  private final SagaClient<Parcel, Parcel> client;

  ShapedSubject(JournalProvider provider, Shape shape) {
    this.shape = shape;
    journal = new MeteredJournal(provider);
    engine = Skald.on(journal).open();
    client = engine.register(shape.plan(), shape);
    journal.awaitShare(1);
  }

  @Override
  public boolean run(NewOrder order) {
    SagaOutcome<Parcel> outcome = client.start(order.id(), shape.input(order.id())).await(PATIENCE);
    if (outcome instanceof SagaOutcome.Completed<Parcel> completed
        && shape.made(completed.value(), order.id())) {
      return true;
    }
    throw new IllegalStateException("The run " + order.id() + " is " + outcome);
  }

  @Override
  public Optional<Journaled> journaled() {
    return Optional.of(journal.counts());
  }

  @Override
  public void close() {
    engine.close();
  }
}
