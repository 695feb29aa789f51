package dev.skald.runtime.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable, sorted set of small size, compared by value. */
final class Ints {

  static final Ints NONE = new Ints(new int[0]);

  private final int[] sorted;

  private Ints(int[] sorted) {
    this.sorted = sorted;
  }

  boolean isEmpty() {
    return sorted.length == 0;
  }

  int size() {
    return sorted.length;
  }

  int get(int place) {
    return sorted[place];
  }

  boolean contains(int value) {
    return Arrays.binarySearch(sorted, value) >= 0;
  }

  Ints with(int value) {
    int found = Arrays.binarySearch(sorted, value);
    if (found >= 0) {
      return this;
    }
    int place = -found - 1;
    int[] next = new int[sorted.length + 1];
    System.arraycopy(sorted, 0, next, 0, place);
    next[place] = value;
    System.arraycopy(sorted, place, next, place + 1, sorted.length - place);
    return new Ints(next);
  }

  Ints without(int value) {
    int place = Arrays.binarySearch(sorted, value);
    if (place < 0) {
      return this;
    }
    if (sorted.length == 1) {
      return NONE;
    }
    int[] next = new int[sorted.length - 1];
    System.arraycopy(sorted, 0, next, 0, place);
    System.arraycopy(sorted, place + 1, next, place, next.length - place);
    return new Ints(next);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ints that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
