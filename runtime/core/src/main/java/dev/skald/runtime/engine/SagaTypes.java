package dev.skald.runtime.engine;

import dev.skald.runtime.plan.SagaPlan;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registered sagas. Several versions of one saga may stand side by side. */
final class SagaTypes {

  private final Map<PlanKey, SagaType<?>> byPlan = new ConcurrentHashMap<>();

  /**
   * Adds a saga.
   *
   * @throws IllegalStateException if a saga of that name and version is registered already
   */
  void add(SagaType<?> type) {
    SagaPlan<?> plan = type.plan();
    PlanKey key = new PlanKey(plan.name(), plan.fingerprint());
    if (has(plan.name(), plan.version()) || byPlan.putIfAbsent(key, type) != null) {
      throw new IllegalStateException(
          "The saga "
              + plan
              + " is registered already; an engine takes each version once, so share its"
              + " orchestrator");
    }
  }

  /** The type with a plan of that fingerprint, or with one that takes over from it. */
  @Nullable SagaType<?> find(String saga, String fingerprint) {
    SagaType<?> same = byPlan.get(new PlanKey(saga, fingerprint));
    return same != null ? same : successor(saga, fingerprint);
  }

  private @Nullable SagaType<?> successor(String saga, String fingerprint) {
    for (SagaType<?> type : byPlan.values()) {
      if (type.plan().name().equals(saga) && type.plan().accepts(fingerprint)) {
        return type;
      }
    }
    return null;
  }

  /** The names of the sagas that are registered. */
  Set<String> sagas() {
    return byPlan.keySet().stream().map(PlanKey::saga).collect(Collectors.toSet());
  }

  /** Whether any version of a saga is registered. */
  boolean has(String saga) {
    return byPlan.keySet().stream().anyMatch(key -> key.saga().equals(saga));
  }

  /** Whether a version of a saga is registered, with whatever plan. */
  boolean has(String saga, int version) {
    return byPlan.values().stream()
        .map(SagaType::plan)
        .anyMatch(plan -> plan.name().equals(saga) && plan.version() == version);
  }

  private record PlanKey(String saga, String fingerprint) {}
}
