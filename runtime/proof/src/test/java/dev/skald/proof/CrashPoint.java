package dev.skald.proof;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the worker is to die: before or after the n-th passage of a place, counted from arming.
 * {@link Runtime#halt} runs no hook, flushes nothing and frees nothing: for everybody outside the
 * process it is what {@code kill -9} is.
 */
final class CrashPoint {

  /** Long enough for a line or a call on its way. */
  private static final long HANGS_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private Place place = Place.NOWHERE;
  private boolean before;
  private AtomicInteger left = new AtomicInteger();

  /** Kinds of places. */
  enum Place {
    NOWHERE,
    /** A batch of records becomes durable. */
    COMMIT,
    /** A page of runs gets a new owner. */
    CLAIM,
    /** A call of the witness. */
    CALL,
    /** A lease is renewed, and shards are taken over. */
    RENEW,
    /** Shards are given back. */
    RELEASE
  }

  /**
   * Arms it.
   *
   * @param how for example {@code COMMIT before 3}, counted from 0; {@code NOWHERE} disarms
   */
  synchronized void arm(String how) {
    String[] word = how.split(" ");
    place = Place.valueOf(word[0]);
    before = word.length > 1 && word[1].equals("before");
    left = new AtomicInteger(word.length > 2 ? Integer.parseInt(word[2]) : 0);
  }

  /** Dies if this is the place; before something happens, only after a moment in which it hangs. */
  void passing(Place here, boolean isBefore) {
    if (isReached(here, isBefore)) {
      if (isBefore) {
        // What was told or called too early gets out, and the witness or the next worker sees it.
        LockSupport.parkNanos(HANGS_NANOS);
      }
      Runtime.getRuntime().halt(137);
    }
  }

  private synchronized boolean isReached(Place here, boolean isBefore) {
    return here == place && isBefore == before && left.getAndDecrement() == 0;
  }
}
