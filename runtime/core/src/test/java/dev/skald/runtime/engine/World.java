package dev.skald.runtime.engine;

import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.spi.JournalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** An engine in virtual time on a journal that survives it, and that may be told to fail. */
final class World implements AutoCloseable {

  final FaultyJournal journal = new FaultyJournal();

  private final List<Engine> engines = new ArrayList<>();
  private VirtualEnvironment environment = new VirtualEnvironment(VirtualEnvironment.BEGIN);
  private Engine engine;

  World() {
    open();
  }

  private void open() {
    engine = new Engine(environment, journal.open(), new TextCodec(), 10_000, Duration.ZERO, false);
    engines.add(engine);
    environment.settleWith(engine::isQuiet);
  }

  /** The process is killed, and a new one opens the journal. Sagas have to be registered anew. */
  void crash() {
    environment.crash();
    environment = new VirtualEnvironment(environment.now());
    open();
  }

  private void crashAfter(int commits) {
    AtomicInteger left = new AtomicInteger(commits);
    journal.commits(
        (store, batch) -> {
          var results = store.commit(batch);
          if (left.decrementAndGet() == 0) {
            environment.crash();
            journal.commits(FaultyJournal.fail());
          }
          return results;
        });
  }

  /** Kills the process after one commit, the next after two, and so on; answers how many. */
  int crashAfterEachCommit(Runnable register, Runnable begin, BooleanSupplier isOver) {
    crashAfter(1);
    begin.run();
    int crashes = 0;
    for (int commits = 1; ; commits++) {
      settle();
      advance(Duration.ofSeconds(5));
      journal.commits(JournalStore::commit);
      if (isOver.getAsBoolean()) {
        return crashes;
      }
      crashes++;
      crash();
      crashAfter(commits);
      register.run();
    }
  }

  Engine engine() {
    return engine;
  }

  VirtualEnvironment environment() {
    return environment;
  }

  Trip trip(Script services) {
    return new Trip(engine, services);
  }

  SagaClient<String, String> register(SagaPlan<Object> plan) {
    return engine.register(plan, "the saga");
  }

  void settle() {
    environment.settle();
  }

  void advance(Duration time) {
    environment.advance(time.toMillis());
  }

  /** As operators, services and clients do it: from outside. All that follows at once is done. */
  <T> T call(Callable<T> task) {
    T value = environment.call(task);
    settle();
    return value;
  }

  void run(Runnable task) {
    call(
        () -> {
          task.run();
          return null;
        });
  }

  /** What a run came to, which must have come to rest. */
  <R> SagaOutcome<R> outcome(SagaHandle<R> handle) {
    settle();
    return handle.await(Duration.ZERO);
  }

  RunView view(String saga, String key) {
    settle();
    return engine
        .find(saga, key)
        .orElseThrow(() -> new AssertionError("There is no run " + saga + " " + key));
  }

  @Override
  public void close() {
    engines.forEach(Engine::close);
  }
}
