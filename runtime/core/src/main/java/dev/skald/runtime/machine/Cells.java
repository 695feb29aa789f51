package dev.skald.runtime.machine;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/**
 * An immutable row of cells, compared by value. Changing one copies a chunk and the list of chunks,
 * so a change in a long row costs about its square root.
 *
 * @param <T> what a cell holds; never {@code null}
 */
final class Cells<T> implements Iterable<T> {

  private static final int BITS = 5;
  private static final int CHUNK = 1 << BITS;
  private static final int MASK = CHUNK - 1;

  private final Object[][] chunks;
  private final int size;

  private Cells(Object[][] chunks, int size) {
    this.chunks = chunks;
    this.size = size;
  }

  static <T> Cells<T> of(int size, T first) {
    Object[][] chunks = new Object[(size + MASK) >> BITS][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = new Object[Math.min(CHUNK, size - (i << BITS))];
      Arrays.fill(chunks[i], first);
    }
    return new Cells<>(chunks, size);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only T comes in
  T get(int index) {
    return (T) chunks[index >> BITS][index & MASK];
  }

  Cells<T> with(int index, T value) {
    Object[][] next = chunks.clone();
    Object[] chunk = chunks[index >> BITS].clone();
    chunk[index & MASK] = value;
    next[index >> BITS] = chunk;
    return new Cells<>(next, size);
  }

  /** All cells changed at once. */
  Cells<T> map(UnaryOperator<T> change) {
    Object[][] next = new Object[chunks.length][];
    for (int i = 0; i < next.length; i++) {
      next[i] = new Object[chunks[i].length];
      for (int j = 0; j < next[i].length; j++) {
        next[i][j] = change.apply(get((i << BITS) + j));
      }
    }
    return new Cells<>(next, size);
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public T next() {
        if (next == size) {
          throw new NoSuchElementException();
        }
        return get(next++);
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cells<?> that
        && size == that.size
        && Arrays.deepEquals(chunks, that.chunks);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(chunks);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (T cell : this) {
      text.append(text.length() == 1 ? "" : ", ").append(cell);
    }
    return text.append(']').toString();
  }
}
