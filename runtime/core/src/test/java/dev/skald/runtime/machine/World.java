package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The services a run talks to, as they are asked to be: each honours its keys, so a repeated call
 * is answered from the record, and an undo that comes first leaves a tombstone which refuses the
 * late call. What they hold at the end is the truth the run's end is held against. The children of
 * the run are services here, too.
 */
final class World {

  /** What a service knows of one step of the run, or of one item. */
  private static final class Service {
    boolean exists;
    int timesMade;
    int timesReached;
    boolean refuses;
    boolean operatorAcceptsAnything;
  }

  private final SagaPlan<?> plan;
  private final List<BitSet> behind;
  private final List<Map<Integer, Service>> services;

  World(SagaPlan<?> plan) {
    this.plan = plan;
    this.behind = Graphs.behind(plan);
    this.services =
        plan.steps().stream().<Map<Integer, Service>>map(step -> new TreeMap<>()).toList();
  }

  private Service of(int step, int item) {
    return services.get(step).computeIfAbsent(item, place -> new Service());
  }

  private Service of(Call call) {
    return of(call.step(), call.item());
  }

  private Stream<Service> all() {
    return services.stream().flatMap(items -> items.values().stream());
  }

  /** Whether what the step does is lost unless its record is written with it. */
  boolean isTransaction(Call call) {
    return call.kind() == Call.Kind.STEP && plan.step(call.step()).mode() == Mode.TRANSACTIONAL;
  }

  /**
   * A call reaches its service and is carried out.
   *
   * @return whether it was done, and not refused
   */
  boolean reach(Call call) {
    Service service = of(call);
    if (call.undo()) {
      undoReaches(call);
      return true;
    }
    service.timesReached++;
    if (plan.step(call.step()).mode() == Mode.AT_MOST_ONCE) {
      assertThat(service.timesReached).as("how often %s reached its service", call).isEqualTo(1);
    }
    if (service.refuses) {
      return false;
    }
    make(service);
    return true;
  }

  /** A service declines; but what it has done before under the same key, it cannot decline. */
  boolean decline(Call call) {
    Service service = of(call);
    service.refuses |= !service.exists;
    return service.refuses;
  }

  /** The child of a step was compensated: it is as if it had never been. */
  void childCompensated(Call call) {
    Service child = of(call);
    child.exists = false;
    child.refuses = true;
    child.timesMade = 0;
  }

  private void undoReaches(Call call) {
    Service service = of(call);
    service.exists = false;
    service.refuses = true;
    for (int dependent : behind.get(call.step()).stream().toArray()) {
      boolean stands =
          services.get(dependent).values().stream()
              .anyMatch(other -> other.exists && !other.operatorAcceptsAnything);
      assertThat(stands && plan.step(dependent).undo() != null)
          .as("%s while step %d, which waits for it, stands", call, dependent)
          .isFalse();
    }
  }

  private static void make(Service service) {
    if (!service.exists) {
      service.exists = true;
      service.timesMade++;
    }
  }

  void undoneByHand(int step, int item) {
    of(step, item).exists = false;
    of(step, item).refuses = true;
  }

  void madeByHand(int step, int item) {
    make(of(step, item));
  }

  /** An operator goes on without it, whatever it is. */
  void accepted(int step, int item) {
    of(step, item).operatorAcceptsAnything = true;
  }

  /** Somebody removed what made the services decline. */
  void mended() {
    all().forEach(service -> service.refuses = false);
  }

  /** Holds the end a run reports against what really is. */
  void check(RunState end, SagaState state, List<String> remaining) {
    for (StepPlan<?> step : plan.steps()) {
      if (step.effect() == StepPlan.Effect.NONE) {
        continue;
      }
      int items = step.each() == null ? 0 : state.items(step.index());
      if (step.each() == null) {
        check(end, state, remaining, step, Event.NO_ITEM);
      }
      for (int item = 0; item < items; item++) {
        check(end, state, remaining, step, item);
      }
      services
          .get(step.index())
          .keySet()
          .forEach(item -> assertThat(item).isLessThan(Math.max(0, items)));
    }
  }

  private void check(
      RunState end, SagaState state, List<String> remaining, StepPlan<?> step, int item) {
    Service service = of(step.index(), item);
    boolean effect = step.effect() == StepPlan.Effect.EFFECT;
    String name = step.name() + (item < 0 ? "" : "[" + item + "]");
    boolean taken = state.step(step.index()).status() != StepProgress.Status.NOT_TAKEN;
    if (service.operatorAcceptsAnything && end != RunState.COMPENSATED) {
      assertThat(service.timesMade).as("how often %s was made", name).isLessThan(2);
    } else if (end == RunState.COMPLETED) {
      assertThat(service.exists).as("COMPLETED, so %s exists if taken", name).isEqualTo(taken);
      assertThat(service.timesMade).as("how often %s was made", name).isEqualTo(taken ? 1 : 0);
    } else if (end == RunState.COMPENSATED && effect) {
      assertThat(service.exists).as("COMPENSATED, but %s stands", name).isFalse();
    } else if (effect && service.exists && !isConfirmed(state, step, item)) {
      assertThat(remaining).as("%s, and %s stands", end, name).contains(name);
    }
  }

  /** Going forward, what has succeeded is as it should be. */
  private static boolean isConfirmed(SagaState state, StepPlan<?> step, int item) {
    return state.phase() == SagaState.Phase.FORWARD
        && state.at(step.index(), item).status() == StepProgress.Status.SUCCEEDED;
  }
}
