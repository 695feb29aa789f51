package dev.skald.testkit;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario comes to without a fault: what all others are compared with.
 *
 * @param plan the saga's plan
 * @param attempts all calls, in order
 * @param appends how many appends to the journal there were
 * @param state how the run ended
 * @param standing which effects stand
 */
record Faultless(
    SagaPlan<?> plan,
    List<StepCall> attempts,
    int appends,
    RunState state,
    @Nullable Object standing) {

  static Faultless of(Trial<?, ?> trial) {
    return new Faultless(
        trial.plan(),
        List.copyOf(trial.injection().attempts()),
        trial.skald().journal().appends(),
        trial.state(),
        trial.standingNow());
  }
}
