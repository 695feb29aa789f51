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

  /** The state it rests in. */
  RunState state();

  /** Why it did not complete, if it did not. */
  Failure failure();

  /**
   * The result of a run that completed. Runs user code, so never on a thread that must not be held
   * up.
   *
   * @throws SagaResultException if the result method threw
   */
  <R> @Nullable R result();

  /** How it came to rest; runs user code as {@link #result} does. */
  default <R> SagaOutcome<R> outcome() {
    return switch (state()) {
      case COMPLETED -> new SagaOutcome.Completed<>(result());
      case COMPENSATED -> new SagaOutcome.Compensated<>(failure());
      case ABANDONED -> new SagaOutcome.Abandoned<>(failure(), remaining());
      default -> new SagaOutcome.Stuck<>(failure(), remaining());
    };
  }

  /** The steps whose effect may stand. */
  List<String> remaining();

  /** Whether a run in that state is at rest. */
  static boolean isAt(RunState state) {
    return state.isEnd() || state == RunState.STUCK || state == RunState.QUARANTINED;
  }

  /** A run whose journal cannot be read, or not without its plan; its state is known. */
  record Unreadable(RunKey key, RunState state, Failure failure) implements Rest {

    @Override
    public <R> R result() {
      throw new SagaResultException(
          "The run " + key + " completed, but its result cannot be read: " + failure);
    }

    @Override
    public List<String> remaining() {
      return List.of();
    }
  }

  /** A run that can be read. */
  record Readable(RunKey key, SagaType<?> type, Values values, SagaState at, RunState state)
      implements Rest {

    @Override
    public List<String> remaining() {
      return at.remaining(type.plan());
    }

    @Override
    public Failure failure() {
      Failure problem = at.problem();
      return problem != null
          ? problem
          : new Failure(Failure.Kind.ERROR, null, null, "No cause is journaled");
    }

    // The plan's result method, or last step, has the type that the caller's orchestrator names.
    @SuppressWarnings("unchecked")
    @Override
    public <R> @Nullable R result() {
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
