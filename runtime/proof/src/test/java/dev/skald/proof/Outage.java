package dev.skald.proof;

/**
 * A time in which some worker could not write to the journal: the server or the way to it was gone.
 * What it had called then, it may have to call again, though it still owns the run.
 *
 * @param from when it began, in milliseconds since 1970
 * @param to when it was over for sure
 */
record Outage(long from, long to) {

  /** How long a worker may take to find out, and to have a connection again. */
  private static final long SETTLES_WITHIN_MILLIS = 2_000;

  /** Whether what was sent first may have been forgotten when the other one was sent. */
  boolean mayLieBetween(long sent, long sentAgain) {
    return sent <= to + SETTLES_WITHIN_MILLIS && from <= sentAgain;
  }
}
