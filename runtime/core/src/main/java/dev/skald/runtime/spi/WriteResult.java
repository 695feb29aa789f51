package dev.skald.runtime.spi;

/** What became of one part of a batch. */
public enum WriteResult {
  /** It is durable. */
  DURABLE,
  /**
   * A new run is durable, but its shard is not this store's: it carries epoch 0, and whoever owns
   * the shard takes it up by {@link JournalStore#claim(String, int)}. In a cluster only.
   */
  ELSEWHERE,
  /**
   * A run of that saga and key exists already, or the letter is answered already; nothing of this
   * part was written.
   */
  EXISTS,
  /** The run has another owner, or the store was opened anew; nothing of this part was written. */
  FENCED,
  /**
   * The run's journal does not end where the records begin, or there is no such run; nothing of
   * this part was written. The caller's picture of the run is wrong and must be read again. In a
   * cluster {@link #FENCED} may be said as well of a run that is removed, by a store that knows it
   * as another's, and this may be said after that.
   */
  DIVERGED,
  /** The locks are queued for, durably, and at least one of them is held by another run. */
  QUEUED
}
