package dev.skald.benchmarks;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.guice.SkaldModule;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that runs one saga and says so. Measured from outside, by {@link Starting}: it looks at
 * no clock itself, since reading one's own start time costs a part of what is measured.
 */
public final class FirstRun {

  static final String DONE = "done";

  private FirstRun() {}

  /**
   * Runs it.
   *
   * @param arguments a name of {@link Starting.Way}, and the file of the journal
   */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[1]);
    switch (Starting.Way.valueOf(arguments[0])) {
      case NOTHING -> System.out.println(DONE);
      case MEMORY -> byHand(new MemoryJournal());
      case MEMORY_GUICE -> injected(new MemoryJournal());
      case SQLITE -> byHand(SqliteJournal.at(file));
      case SQLITE_GUICE -> injected(SqliteJournal.at(file));
    }
  }

  private static void byHand(JournalProvider journal) {
    try (SagaEngine engine = Skald.on(journal).open()) {
      run(new OrderSagaOrchestrator(engine, new OrderSaga(new Services())));
    }
  }

  private static void injected(JournalProvider journal) {
    var injector =
        Guice.createInjector(
            SkaldModule.journal(journal).sagas(OrderSagaOrchestrator.class), new Shop());
    run(injector.getInstance(OrderSagaOrchestrator.class));
    injector.getInstance(SagaEngine.class).close();
  }

  private static void run(OrderSagaOrchestrator saga) {
    NewOrder order = NewOrder.of(1, false);
    SagaOutcome<Order> outcome = saga.start(order.id(), order).await(Duration.ofMinutes(1));
    if (!(outcome instanceof SagaOutcome.Completed<Order>)) {
      throw new IllegalStateException("The first run is " + outcome);
    }
    System.out.println(DONE);
  }

  private static final class Shop extends AbstractModule {
    @Provides
    OrderSaga saga() {
      return new OrderSaga(new Services());
    }
  }
}
