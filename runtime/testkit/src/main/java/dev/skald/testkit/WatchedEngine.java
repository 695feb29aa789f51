package dev.skald.testkit;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.plan.SagaPlan;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An engine that knows the plans it was given, and whose calls of users' methods are watched. */
final class WatchedEngine implements SagaEngine {

  private final SagaEngine behind;
  private final WatchedPlans watching;
  private final Map<String, SagaPlan<?>> plans = new ConcurrentHashMap<>();

  WatchedEngine(SagaEngine behind, WatchedPlans watching) {
    this.behind = behind;
    this.watching = watching;
  }

  @Override
  public <S, I, R> SagaClient<I, R> register(SagaPlan<S> plan, S saga) {
    SagaClient<I, R> client = behind.register(watching.watch(plan), saga);
    plans.put(plan.name(), plan);
    return client;
  }

  /** The plan that was registered last under a name. */
  Optional<SagaPlan<?>> plan(String saga) {
    return Optional.ofNullable(plans.get(saga));
  }

  @Override
  public Optional<RunView> find(String saga, String key) {
    return behind.find(saga, key);
  }

  @Override
  public RunPage runs(RunQuery query) {
    return behind.runs(query);
  }

  @Override
  public void close() {
    behind.close();
  }
}
