package dev.skald.runtime.engine;

import org.slf4j.MDC;

/** The call's names in the diagnostic context, while user code runs. */
final class CallLog {

  private CallLog() {}

  static void enter(Context context) {
    MDC.put("skald.saga", context.saga());
    MDC.put("skald.key", context.key());
    MDC.put("skald.step", context.step());
    MDC.put("skald.attempt", Integer.toString(context.attempt()));
  }

  static void leave() {
    MDC.remove("skald.saga");
    MDC.remove("skald.key");
    MDC.remove("skald.step");
    MDC.remove("skald.attempt");
  }
}
