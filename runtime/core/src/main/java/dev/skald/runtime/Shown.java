package dev.skald.runtime;

import dev.skald.Sensitive;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as people may see them: components that are {@link Sensitive} are dots. */
final class Shown {

  private static final String DOTS = "•••";
  private static final int MOST = 1_000;
  private static final int DEEPEST = 10;

  private final StringBuilder text = new StringBuilder();

  private Shown() {}

  /** A text of bounded length, which is for reading only. */
  static String text(@Nullable Object value) {
    Shown shown = new Shown();
    shown.show(value, 0);
    return shown.isFull() ? shown.text.substring(0, MOST) + "…" : shown.text.toString();
  }

  private boolean isFull() {
    return text.length() > MOST;
  }

  private void show(@Nullable Object value, int depth) {
    if (isFull() || depth > DEEPEST) {
      text.append('…');
    } else if (value instanceof Record row) {
      showRecord(row, depth);
    } else if (value instanceof Iterable<?> items) {
      showItems(items.iterator(), depth);
    } else if (value instanceof Map<?, ?> map) {
      showItems(map.entrySet().iterator(), depth);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      show(entry.getKey(), depth + 1);
      text.append('=');
      show(entry.getValue(), depth + 1);
    } else if (value instanceof Optional<?> optional) {
      show(optional.orElse(null), depth + 1);
    } else {
      text.append(value);
    }
  }

  private void showItems(Iterator<?> items, int depth) {
    text.append('[');
    String between = "";
    while (items.hasNext() && !isFull()) {
      text.append(between);
      show(items.next(), depth + 1);
      between = ", ";
    }
    text.append(']');
  }

  private void showRecord(Record row, int depth) {
    text.append(row.getClass().getSimpleName()).append('[');
    String between = "";
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      text.append(between).append(component.getName()).append('=');
      if (component.isAnnotationPresent(Sensitive.class)) {
        text.append(DOTS);
      } else {
        showComponent(row, component, depth);
      }
      between = ", ";
    }
    text.append(']');
  }

  /** What Skald may not look into is not shown: its own text might tell too much. */
  private void showComponent(Record row, RecordComponent component, int depth) {
    Object value;
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      value = accessor.invoke(row);
    } catch (ReflectiveOperationException | RuntimeException e) {
      text.append(DOTS);
      return;
    }
    show(value, depth + 1);
  }
}
