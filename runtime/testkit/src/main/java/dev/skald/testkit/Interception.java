package dev.skald.testkit;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Stands between the engine and the user's methods. */
@FunctionalInterface
interface Interception {

  /** Nothing but the call. */
  Interception NONE = (call, async, real) -> real.call();

  /**
   * Makes a call, or something in its place.
   *
   * @param call which
   * @param async whether the method returns a stage
   * @param real calls the user's method
   * @return what the engine is to take for the method's result
   * @throws Exception what the engine is to take for the method's exception
   */
  @Nullable Object around(StepCall call, boolean async, Callable<@Nullable Object> real)
      throws Exception;
}
