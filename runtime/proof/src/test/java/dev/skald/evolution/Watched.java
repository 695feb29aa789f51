package dev.skald.evolution;

import dev.skald.RetryLaterException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine whose sagas are watched: what their code throws is written down, unless a service threw
 * it. On demand a plan takes over runs that its own lock file would not let it have, so that it can
 * be seen what comes of that.
 */
final class Watched implements SagaEngine {

  private final SagaEngine engine;
  private final Tape tape;
  private final boolean forced;
  private final Map<String, SagaClient<Object, Object>> clients = new LinkedHashMap<>();
  private final Map<String, SagaPlan<?>> plans = new LinkedHashMap<>();
  private final List<SagaPlan<?>> registered = new CopyOnWriteArrayList<>();

  /**
   * Watches an engine.
   *
   * @param engine the real one
   * @param tape where it is written down
   * @param forced whether plans take over all runs of their saga and version
   */
  Watched(SagaEngine engine, Tape tape, boolean forced) {
    this.engine = engine;
    this.tape = tape;
    this.forced = forced;
  }

  /** What starts and finds runs of a saga, or {@code null} if no such saga is registered. */
  SagaClient<Object, Object> client(String saga) {
    return clients.get(saga);
  }

  /** The plans that were registered, as their orchestrators had them, by the names of sagas. */
  Map<String, SagaPlan<?>> plans() {
    return plans;
  }

  /** Whether a run can go on here. */
  boolean hasPlanOf(RunHeader run) {
    return registered.stream()
        .anyMatch(plan -> plan.name().equals(run.saga()) && plan.accepts(run.fingerprint()));
  }

  @Override
  @SuppressWarnings("unchecked") // the tests take inputs and results as they come
  public <S, I, R> SagaClient<I, R> register(SagaPlan<S> plan, S saga) {
    SagaPlan<S> watched = watched(plan);
    registered.add(watched);
    SagaClient<I, R> client = engine.register(watched, saga);
    plans.putIfAbsent(plan.name(), plan);
    clients.putIfAbsent(plan.name(), (SagaClient<Object, Object>) client);
    return client;
  }

  private <S> SagaPlan<S> watched(SagaPlan<S> plan) {
    List<Integer> pivots = new ArrayList<>();
    for (int pivot : plan.pivots()) {
      pivots.add(pivot);
    }
    SagaPlan.Result<S> result = plan.result();
    if (result instanceof SagaPlan.Result.Made<S> made) {
      result = new SagaPlan.Result.Made<>(watched("the result", made.invoker()));
    }
    return new SagaPlan<>(
        plan.name(),
        plan.version(),
        plan.deadline().orElse(null),
        plan.inputType(),
        plan.steps().stream().map(this::watched).toList(),
        pivots,
        result,
        plan.fingerprint(),
        takenOver(plan));
  }

  private Set<String> takenOver(SagaPlan<?> plan) {
    Set<String> former = new TreeSet<>();
    tape.headers()
        .values()
        .forEach(
            run -> {
              boolean same = run.saga().equals(plan.name()) && run.version() == plan.version();
              if (same && (forced || plan.accepts(run.fingerprint()))) {
                former.add(run.fingerprint());
              }
            });
    return former;
  }

  private <S> StepPlan<S> watched(StepPlan<S> step) {
    UndoPlan<S> undo = step.undo();
    return new StepPlan<>(
        step.ref(),
        step.dependencies(),
        step.needs(),
        step.gate(),
        step.locks(),
        step.each(),
        step.effect(),
        step.afterPivot(),
        step.mode(),
        step.pipelined(),
        step.variants(),
        step.async(),
        step.rejects(),
        step.retry(),
        step.timeout(),
        watched("step " + step.name(), step.invoker()),
        undo == null
            ? null
            : new UndoPlan<>(
                undo.name(),
                undo.needs(),
                undo.async(),
                undo.retry(),
                undo.timeout(),
                watched("undo " + undo.name(), undo.invoker())));
  }

  private <S> Invoker<S> watched(String where, Invoker<S> invoker) {
    return (saga, call) -> {
      try {
        return invoker.invoke(saga, call);
      } catch (Declined | Services.Trouble | RetryLaterException e) {
        throw e;
      } catch (Exception | Error e) {
        tape.add(new Entry.Threw(where, e));
        throw e;
      }
    };
  }

  @Override
  public Optional<RunView> find(String saga, String key) {
    return engine.find(saga, key);
  }

  @Override
  public RunPage runs(RunQuery query) {
    return engine.runs(query);
  }

  @Override
  public void close() {
    engine.close();
  }
}
