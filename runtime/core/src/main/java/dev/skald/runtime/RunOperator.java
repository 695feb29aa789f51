package dev.skald.runtime;

import dev.skald.runtime.plan.StepRef;
import org.jspecify.annotations.Nullable;

/**
 * What a person may do with one run. Each verb takes a reason, is journaled with it and with the
 * operator's name, and is durable when it returns. Safe for use by any thread.
 *
 * <p>Every verb throws {@link VerbRefusedException} where the run's state does not allow it (the
 * message says what does), {@link UnknownRunException} where there is no such run, and {@link
 * JournalException} where it could not be made durable. Reasons must not be blank and at most 2,000
 * characters, else {@link IllegalArgumentException}.
 */
public interface RunOperator {

  /**
   * Tries again whatever the run is stuck at or waits to try again, at once and with fresh
   * attempts; also a run that is parked because its owners came to an end with it, which every
   * other verb that is not refused sets going, too.
   *
   * @param reason why
   */
  void retry(String reason);

  /**
   * Declares that a step's effect does not exist (any more): it was undone by hand, or it has been
   * found out that it never happened. Allowed for a step whose undo failed or still runs, and for a
   * step with an unknown outcome at which the run is stuck, which then turns back.
   *
   * @param step the step
   * @param reason why
   */
  void markUndone(StepRef<?> step, String reason);

  /**
   * Goes on without a step or without an undo. A step that is stuck, or has failed and is tried
   * again, may be skipped if no other step takes its result (it is {@code void}) and it has no
   * undo. A failed undo may always be skipped; because its effect stays, the run then ends {@link
   * RunState#ABANDONED}, not {@link RunState#COMPENSATED}.
   *
   * @param step the step
   * @param reason why
   */
  void skip(StepRef<?> step, String reason);

  /**
   * Says what the result is of a step that is stuck, or has failed and is tried again, or is to be
   * undone with a result that is not known: its effect was found to exist, or was made by hand. The
   * run goes on as if the step had succeeded; an attempt under way becomes a late result.
   *
   * @param <T> the step's type
   * @param step the step
   * @param value its result; {@code null} only for a step without one
   * @param reason why
   * @throws PayloadException if the value cannot be journaled as the step's type
   */
  <T> void supply(StepRef<T> step, @Nullable T value, String reason);

  /**
   * Gives the run up as it is: nothing more is called for it.
   *
   * @param reason why
   */
  void abandon(String reason);

  /**
   * Asks the run to turn back. After the pivot, and during compensation, the wish is journaled and
   * changes nothing.
   *
   * @param reason why
   */
  void cancel(String reason);
}
