package dev.skald.runtime.postgres;

/** Which shard a run belongs to: for ever, and for every version of this program. */
final class Shards {

  /** As many as the schema says. */
  static final int COUNT = 64;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Shards() {}

  /** A hash after Fowler, Noll and Vo over both texts, spread by two rounds of multiplication. */
  static int of(String saga, String key) {
    long hash = add(add(OFFSET, saga) * PRIME, key);
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return (int) (hash >>> 58);
  }

  private static long add(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }
}
