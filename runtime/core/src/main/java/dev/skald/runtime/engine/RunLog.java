package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.SagaState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each change of a run's state. Never a payload. */
final class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.skald.runs");

  private RunLog() {}

  static void changed(RunKey key, RunState state, SagaState details) {
    boolean alarming = state == RunState.STUCK || state == RunState.PARKED;
    if (!(alarming ? LOG.isWarnEnabled() : LOG.isInfoEnabled())) {
      return;
    }
    Failure problem = details.problem();
    String reason = problem == null ? "" : " (" + problem + ")";
    MDC.put("skald.saga", key.saga());
    MDC.put("skald.key", key.key());
    try {
      if (alarming) {
        LOG.warn("{} is {}{}", key, state, reason);
      } else {
        LOG.info("{} is {}{}", key, state, reason);
      }
    } finally {
      MDC.remove("skald.saga");
      MDC.remove("skald.key");
    }
  }

  static void cannotGoOn(RunKey key, RunState state, Failure failure) {
    LOG.warn("{} is {} ({})", key, state, failure);
  }
}
