package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.BitSet;
import java.util.List;

/**
 * The services a run talks to, as they are asked to be: each honours its keys, so a repeated call
 * is answered from the record, and an undo that comes first leaves a tombstone which refuses the
 * late call. What they hold at the end is the truth the run's end is held against.
 */
final class World {

  /** What a service knows of one step of the run. */
  private static final class Service {
    boolean exists;
    int timesMade;
    boolean refuses;
    boolean operatorAcceptsAnything;
  }

  private final SagaPlan<?> plan;
  private final List<BitSet> behind;
  private final Service[] services;

  World(SagaPlan<?> plan) {
    this.plan = plan;
    this.behind = Graphs.behind(plan);
    this.services = new Service[plan.steps().size()];
    for (int i = 0; i < services.length; i++) {
      services[i] = new Service();
    }
  }

  /**
   * A call reaches its service and is carried out.
   *
   * @return whether it was done, and not refused
   */
  boolean reach(Call call) {
    Service service = services[call.step()];
    if (call.undo()) {
      undoReaches(call.step());
      return true;
    }
    if (service.refuses) {
      return false;
    }
    make(service);
    return true;
  }

  /** A service declines; but what it has done before under the same key, it cannot decline. */
  boolean decline(Call call) {
    Service service = services[call.step()];
    service.refuses |= !service.exists;
    return service.refuses;
  }

  private void undoReaches(int step) {
    Service service = services[step];
    service.exists = false;
    service.refuses = true;
    for (int dependent : behind.get(step).stream().toArray()) {
      Service other = services[dependent];
      assertThat(
              other.exists && plan.step(dependent).undo() != null && !other.operatorAcceptsAnything)
          .as("step %d is undone while step %d, which waits for it, stands", step, dependent)
          .isFalse();
    }
  }

  private static void make(Service service) {
    if (!service.exists) {
      service.exists = true;
      service.timesMade++;
    }
  }

  void undoneByHand(int step) {
    services[step].exists = false;
    services[step].refuses = true;
  }

  void madeByHand(int step) {
    make(services[step]);
  }

  /** An operator goes on without it, whatever it is. */
  void accepted(int step) {
    services[step].operatorAcceptsAnything = true;
  }

  /** Somebody removed what made the services decline. */
  void mended() {
    for (Service service : services) {
      service.refuses = false;
    }
  }

  /** Holds the end a run reports against what really is. */
  void check(RunState end, SagaState state, List<String> remaining) {
    for (StepPlan<?> step : plan.steps()) {
      Service service = services[step.index()];
      boolean effect = step.effect() == StepPlan.Effect.EFFECT;
      if (step.effect() == StepPlan.Effect.NONE) {
        continue;
      }
      if (service.operatorAcceptsAnything && end != RunState.COMPENSATED) {
        assertThat(service.timesMade).as("how often %s was made", step.name()).isLessThan(2);
      } else if (end == RunState.COMPLETED) {
        assertThat(service.exists).as("COMPLETED, so %s exists", step.name()).isTrue();
        assertThat(service.timesMade).as("how often %s was made", step.name()).isEqualTo(1);
      } else if (end == RunState.COMPENSATED && effect) {
        assertThat(service.exists).as("COMPENSATED, but %s stands", step.name()).isFalse();
      } else if (effect && service.exists && !isConfirmed(state, step)) {
        assertThat(remaining).as("%s, and this stands", end).contains(step.name());
      }
    }
  }

  /** Going forward, what has succeeded is as it should be. */
  private static boolean isConfirmed(SagaState state, StepPlan<?> step) {
    return state.phase() == SagaState.Phase.FORWARD
        && state.step(step.index()).status() == StepProgress.Status.SUCCEEDED;
  }
}
