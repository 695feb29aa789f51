package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.Input.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each failed attempt, with the stack trace at the first: the journal has no room for
 * it, and whoever looks for the reason needs it. Never a payload.
 */
final class AttemptLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.skald.attempts");

  private AttemptLog() {}

  static void failed(Context context, Result result, @Nullable Throwable thrown) {
    if (result instanceof Result.Unclear unclear && LOG.isWarnEnabled()) {
      Context around = CurrentCall.enter(context);
      warn(context, unclear.failure(), context.attempt() == 1 ? thrown : null);
      CurrentCall.leave(around);
    } else if (result instanceof Result.Rejection rejection && LOG.isDebugEnabled()) {
      Context around = CurrentCall.enter(context);
      LOG.debug("{}: declined ({})", describe(context), rejection.failure(), thrown);
      CurrentCall.leave(around);
    }
  }

  private static void warn(Context context, Failure failure, @Nullable Throwable thrown) {
    LOG.warn("{}: attempt {} failed ({})", describe(context), context.attempt(), failure, thrown);
  }

  private static String describe(Context context) {
    String what = context.undo() ? "undo of " + context.step() : context.step();
    return context.runKey() + ", " + what;
  }
}
