package dev.skald.runtime.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Runs by the order of their creation. Whoever makes one takes a number first, so there may be
 * gaps: of runs that were forgotten, were not made after all, or are just being made. Any thread
 * adds, clears and reads, without a lock; memory goes back by the chunk, once nothing of it is
 * left.
 */
final class Numbered {

  private static final int BITS = 10;
  private static final int CHUNK = 1 << BITS;
  private static final int MASK = CHUNK - 1;
  private static final int APART = 32;

  /** In the middle of lines of the processor's cache that have nothing which others only read. */
  private final AtomicIntegerArray next = new AtomicIntegerArray(2 * APART);

  private final ConcurrentSkipListMap<Integer, Chunk> chunks = new ConcurrentSkipListMap<>();

  /** Where the last run went, as a rule: saves a look-up. */
  private volatile Chunk newest = new Chunk(0);

  /** Where the last number was cleared, as a rule. */
  private volatile Chunk oldest = newest;

  Numbered() {
    chunks.put(newest.place, newest);
  }

  /** Takes a number, which is then {@link #add added} or {@link #clear cleared}. */
  int take() {
    return next.getAndIncrement(APART);
  }

  /** How many numbers were taken: all are lower. */
  int size() {
    return next.get(APART);
  }

  void add(MemoryRun run) {
    chunk(run.number).runs.set(run.number & MASK, run);
  }

  private Chunk chunk(int number) {
    int place = number >> BITS;
    Chunk found = newest;
    if (found.place != place) {
      found = chunks.computeIfAbsent(place, Chunk::new);
      if (found.place > newest.place) {
        newest = found;
      }
    }
    return found;
  }

  /** A run is not there any more, or was not made. Once for each number. */
  void clear(int number) {
    Chunk chunk = oldest;
    if (chunk.place != number >> BITS) {
      chunk = chunk(number);
      oldest = chunk;
    }
    chunk.runs.set(number & MASK, null);
    if (chunk.left.decrementAndGet() == 0) {
      chunks.remove(chunk.place);
    }
  }

  /** The run with the lowest number from this one on, {@code null} if there is none. */
  @Nullable MemoryRun from(int number) {
    int at = number;
    Map.Entry<Integer, Chunk> entry = chunks.ceilingEntry(at >> BITS);
    while (entry != null) {
      at = Math.max(at, entry.getKey() << BITS);
      for (; at >> BITS == entry.getKey(); at++) {
        MemoryRun run = entry.getValue().runs.get(at & MASK);
        if (run != null) {
          return run;
        }
      }
      entry = chunks.higherEntry(entry.getKey());
    }
    return null;
  }

  /** The run with the highest number below this one, {@code null} if there is none. */
  @Nullable MemoryRun before(int number) {
    int at = number - 1;
    Map.Entry<Integer, Chunk> entry = at < 0 ? null : chunks.floorEntry(at >> BITS);
    while (entry != null) {
      at = Math.min(at, (entry.getKey() << BITS) + MASK);
      for (; at >= 0 && at >> BITS == entry.getKey(); at--) {
        MemoryRun run = entry.getValue().runs.get(at & MASK);
        if (run != null) {
          return run;
        }
      }
      entry = chunks.lowerEntry(entry.getKey());
    }
    return null;
  }

  private static final class Chunk {
    private final int place;
    private final AtomicReferenceArray<@Nullable MemoryRun> runs =
        new AtomicReferenceArray<>(CHUNK);
    private final AtomicInteger left = new AtomicInteger(CHUNK);

    Chunk(int place) {
      this.place = place;
    }
  }
}
