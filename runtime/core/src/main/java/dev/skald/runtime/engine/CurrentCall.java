package dev.skald.runtime.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The call whose user code the current thread is in, and its names in the diagnostic context. A
 * step may start a run and {@linkplain WorkingCaller work on it}, so calls may be inside of others.
 */
final class CurrentCall {

  private static final ThreadLocal<@Nullable Context> CURRENT = new ThreadLocal<>();

  private CurrentCall() {}

  /** The innermost call that the thread is in, {@code null} if it is in no user code of a step. */
  static @Nullable Context get() {
    return CURRENT.get();
  }

  /**
   * User code begins.
   *
   * @return what the thread was in, to {@link #leave} for
   */
  static @Nullable Context enter(Context call) {
    Context before = CURRENT.get();
    CURRENT.set(call);
    name(call);
    return before;
  }

  /** User code is over. */
  static void leave(@Nullable Context before) {
    // Not removed: what is left is empty, and saves making it anew for each call.
    CURRENT.set(before);
    if (before != null) {
      name(before);
      return;
    }
    MDC.remove("skald.saga");
    MDC.remove("skald.key");
    MDC.remove("skald.step");
    MDC.remove("skald.attempt");
  }

  private static void name(Context call) {
    MDC.put("skald.saga", call.saga());
    MDC.put("skald.key", call.key());
    MDC.put("skald.step", call.step());
    MDC.put("skald.attempt", Integer.toString(call.attempt()));
  }
}
