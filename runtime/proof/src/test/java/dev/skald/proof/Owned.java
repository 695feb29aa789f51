package dev.skald.proof;

/**
 * What a worker owned from some moment on: a shard of a journal that workers share, or (as shard 0)
 * the whole of one that it had to itself.
 *
 * @param shard the shard's number
 * @param epoch what it was owned with
 */
record Owned(int shard, long epoch) {}
