package dev.skald.testkit;

import org.jspecify.annotations.Nullable;

/** What one call of a scripted method does. */
@FunctionalInterface
interface Answer {

  /**
   * Does it.
   *
   * @param args what the method was given
   * @param real calls the real object; without one it does nothing
   * @param host the world
   * @return what the method returns
   */
  @Nullable Object give(Object[] args, Real real, Script.ScriptHost host) throws Throwable;

  /** The call of the real object. */
  @FunctionalInterface
  interface Real {
    @Nullable Object call() throws Throwable;
  }
}
