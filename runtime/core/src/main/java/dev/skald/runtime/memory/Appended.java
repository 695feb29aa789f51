package dev.skald.runtime.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A list that only grows. One thread at a time adds or clears (the caller's lock sees to that); any
 * thread reads without a lock, because an item is in its place before the size tells of it.
 */
final class Appended<T> {

  private volatile @Nullable Object[] items = new Object[1];
  private volatile int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // add() takes nothing else
  T get(int index) {
    return (T) items[index];
  }

  /** The same for a list of which items are cleared: {@code null} for one that was. */
  @Nullable T find(int index) {
    return get(index);
  }

  /** Lets go of an item; the others keep their places. */
  void clear(int index) {
    items[index] = null;
  }

  void add(T item) {
    int end = size;
    @Nullable Object[] room = items;
    if (end == room.length) {
      room = Arrays.copyOf(room, Math.max(4, end * 2));
      items = room;
    }
    room[end] = item;
    size = end + 1;
  }
}
