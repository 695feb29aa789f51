package dev.skald.runtime.engine;

import dev.skald.runtime.RunOperator;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.plan.StepRef;
import org.jspecify.annotations.Nullable;

/** A person at one run. */
final class OperatorDesk implements RunOperator {

  private static final int MAX_OPERATOR = 255;
  private static final int MAX_REASON = 2_000;

  private final Engine engine;
  private final RunKey key;
  private final String operator;

  OperatorDesk(Engine engine, RunKey key, String operator) {
    this.engine = engine;
    this.key = key;
    this.operator = checked("name of the operator", operator, MAX_OPERATOR);
  }

  @Override
  public void retry(String reason) {
    order(Verb.RETRY, null, reason);
  }

  @Override
  public void markUndone(StepRef<?> step, String reason) {
    order(Verb.MARK_UNDONE, step, reason);
  }

  @Override
  public void skip(StepRef<?> step, String reason) {
    order(Verb.SKIP, step, reason);
  }

  @Override
  public <T> void supply(StepRef<T> step, @Nullable T value, String reason) {
    checkReason(reason);
    engine.operate(key, operator, new Verbal(Verb.SUPPLY, step, value, reason));
  }

  @Override
  public void abandon(String reason) {
    order(Verb.ABANDON, null, reason);
  }

  @Override
  public void cancel(String reason) {
    order(Verb.CANCEL, null, reason);
  }

  private void order(Verb verb, @Nullable StepRef<?> step, String reason) {
    checkReason(reason);
    engine.operate(key, operator, new Verbal(verb, step, null, reason));
  }

  private static void checkReason(String reason) {
    checked("reason", reason, MAX_REASON);
  }

  /** Checks a name that comes from outside and is journaled. */
  static void check(String what, String text) {
    checked(what, text, MAX_OPERATOR);
  }

  private static String checked(String what, String text, int max) {
    if (text.isBlank() || text.length() > max) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " is journaled, so it has 1 to "
              + max
              + " characters and is not blank; this one has "
              + text.length());
    }
    return text;
  }

  /** A verb as it was said, before the run is looked up. */
  record Verbal(Verb verb, @Nullable StepRef<?> step, @Nullable Object value, String reason) {}
}
