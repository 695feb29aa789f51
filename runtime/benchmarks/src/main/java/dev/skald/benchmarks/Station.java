package dev.skald.benchmarks;

import dev.skald.benchmarks.Subject.Journaled;
import java.io.IOException;
import java.util.Arrays;

/** An engine at one point of a curve, with callers. One thread uses it. */
interface Station extends AutoCloseable {

  /**
   * Lets callers run sagas, in the background: a warm-up, then a window.
   *
   * @throws IOException if it does not listen
   */
  void begin() throws IOException;

  /**
   * Waits for the end of what was begun.
   *
   * @throws Exception if a saga failed, or the thread is interrupted
   */
  Took end() throws Exception;

  /** What was done so far, when nothing more is under way on any station. */
  Done done() throws Exception;

  /** Closes the engine. */
  @Override
  void close();

  /** Opens stations, here or in processes of their own. */
  @FunctionalInterface
  interface Opener {

    /**
     * Opens one; answers when it is ready, which stations that share a journal are together only.
     * May be called by several threads at once.
     *
     * @param spec what is to be there
     */
    Station open(Spec spec) throws Exception;
  }

  /**
   * What a station needs to know.
   *
   * @param curve what grows
   * @param x how far it has grown
   * @param store the kind of journal
   * @param address where the journal is
   * @param number the number of the station at its point, from 0
   * @param callers how many callers it has
   * @param warmUpSeconds the warm-up before each window
   * @param seconds the length of each window
   */
  record Spec(
      Curve curve,
      int x,
      Store store,
      String address,
      int number,
      int callers,
      double warmUpSeconds,
      double seconds) {}

  /**
   * One window, with its warm-up.
   *
   * @param sagas how many came to their end in both
   * @param inWindow how many of these in the window
   * @param seconds how long the window was
   * @param cpuSeconds processor time of the process in the window
   * @param allCpuSeconds processor time of the process in both
   */
  record Took(long sagas, long inWindow, double seconds, double cpuSeconds, double allCpuSeconds) {}

  /**
   * What a station has done since it was ready.
   *
   * @param effects how often each effect took place
   * @param journaled what became durable
   */
  record Done(long[] effects, Journaled journaled) {

    Done plus(Done other) {
      long[] sums = effects.clone();
      Arrays.setAll(sums, i -> sums[i] + other.effects[i]);
      return new Done(sums, journaled.plus(other.journaled));
    }
  }
}
