package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SagaResultException;
import dev.skald.runtime.machine.SagaState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that came to rest: all that is needed to tell how. */
sealed interface Rest {

  /**
   * How it came to rest. May run user code, so never on a thread that must not be held up.
   *
   * @param <R> the saga's result
   * @throws SagaResultException if the run completed but its result method threw
   */
  <R> SagaOutcome<R> outcome();

  /** Whether a run in that state is at rest. */
  static boolean isAt(RunState state) {
    return state.isEnd() || state == RunState.STUCK || state == RunState.QUARANTINED;
  }

  /** A run whose journal cannot be read, or not without its plan; its state is known. */
  record Unreadable(RunKey key, RunState state, Failure failure) implements Rest {
    @Override
    public <R> SagaOutcome<R> outcome() {
      return switch (state) {
        case COMPLETED ->
            throw new SagaResultException(
                "The run " + key + " completed, but its result cannot be read: " + failure);
        case COMPENSATED -> new SagaOutcome.Compensated<>(failure);
        case ABANDONED -> new SagaOutcome.Abandoned<>(failure, List.of());
        default -> new SagaOutcome.Stuck<>(failure, List.of());
      };
    }
  }

  /** A run that can be read. */
  record Readable(RunKey key, SagaType<?> type, Values values, SagaState state) implements Rest {

    @Override
    public <R> SagaOutcome<R> outcome() {
      return switch (state.status(type.plan())) {
        case COMPLETED -> new SagaOutcome.Completed<>(result());
        case COMPENSATED -> new SagaOutcome.Compensated<>(why());
        case ABANDONED -> new SagaOutcome.Abandoned<>(why(), state.remaining(type.plan()));
        default -> new SagaOutcome.Stuck<>(why(), state.remaining(type.plan()));
      };
    }

    private Failure why() {
      Failure problem = state.problem();
      return problem != null
          ? problem
          : new Failure(Failure.Kind.ERROR, null, null, "No cause is journaled");
    }

    // The plan's result method, or last step, has the type that the caller's orchestrator names.
    @SuppressWarnings("unchecked")
    private <R> @Nullable R result() {
      try {
        return (R) type.result(Arguments.withoutContext(values));
      } catch (Exception e) {
        throw new SagaResultException(
            "The run "
                + key
                + " completed, but its result cannot be made: "
                + e
                + ". The result method must be pure; mend it and ask again",
            e);
      }
    }
  }
}
