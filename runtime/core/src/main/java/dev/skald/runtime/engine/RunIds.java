package dev.skald.runtime.engine;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Identities of runs: time-ordered UUIDs (version 7 of RFC 9562). They must be unique, not secret,
 * so the random bits come from the thread's own generator: a shared one is a lock for all starts,
 * and a secure one costs more than a run in memory. What keeps processes apart that began alike is
 * drawn once, from a secure one.
 */
final class RunIds {

  private static final long VERSION = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final long apart = new SecureRandom().nextLong();

  /** Makes an identity; the time is in milliseconds since the epoch. */
  UUID next(long millis) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (millis << 16) | VERSION | random.nextInt(1 << 12);
    long low = ((random.nextLong() ^ apart) >>> 2) | VARIANT;
    return new UUID(high, low);
  }
}
