package dev.skald.runtime.memory;

import java.util.Arrays;

/**
 * A list that only grows. One thread at a time adds (the caller's lock sees to that); any thread
 * reads without a lock, because an item is in its place before the size tells of it.
 */
final class Appended<T> {

  private volatile Object[] items = new Object[1];
  private volatile int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // add() takes nothing else
  T get(int index) {
    return (T) items[index];
  }

  void add(T item) {
    int end = size;
    Object[] room = items;
    if (end == room.length) {
      room = Arrays.copyOf(room, Math.max(4, end * 2));
      items = room;
    }
    room[end] = item;
    size = end + 1;
  }
}
