package dev.skald.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where two values differ that should be equal. Names the place and the type, never the value,
 * which may be a secret.
 */
final class Difference {

  private static final int DEEPEST = 50;

  private Difference() {}

  /**
   * Compares what was encoded with what came back.
   *
   * @return the first place where something is lost, or empty
   */
  static Optional<String> between(@Nullable Object before, @Nullable Object after) {
    return Optional.ofNullable(find("", before, after, 0));
  }

  private static @Nullable String find(
      String place, @Nullable Object before, @Nullable Object after, int depth) {
    if (Objects.deepEquals(before, after)) {
      return null;
    }
    if (before == null || after == null) {
      return at(place) + (after == null ? "is lost" : "comes back although there was none");
    }
    if (depth > DEEPEST) {
      return at(place) + "differs";
    }
    return inside(place, before, after, depth);
  }

  private static String at(String place) {
    return place.isEmpty() ? "the value itself " : "component " + place.substring(1) + " ";
  }

  private static String differs(String place, Object before, Object after) {
    return before.getClass() == after.getClass()
        ? at(place) + "(" + before.getClass().getName() + ") comes back with another value"
        : at(place)
            + "goes in as "
            + before.getClass().getName()
            + " and comes back as "
            + after.getClass().getName();
  }

  /**
   * What differs of the parts. They alone count where there are some: a record with an array is not
   * equal to itself read back, and has lost nothing.
   */
  private static @Nullable String inside(String place, Object before, Object after, int depth) {
    if (before instanceof Optional<?> one && after instanceof Optional<?> other) {
      return find(place, one.orElse(null), other.orElse(null), depth + 1);
    }
    if (before instanceof List<?> one && after instanceof List<?> other) {
      return items(place, one, other, depth);
    }
    if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
      return entries(place, one, other, depth);
    }
    if (before.getClass() != after.getClass()) {
      return differs(place, before, after);
    }
    if (before instanceof Record) {
      return components(place, before, after, depth);
    }
    return hasEquals(before.getClass())
        ? differs(place, before, after)
        : fields(place, before, after, depth);
  }

  private static @Nullable String items(String place, List<?> one, List<?> other, int depth) {
    if (one.size() != other.size()) {
      return at(place) + "has " + one.size() + " items and comes back with " + other.size();
    }
    Iterator<?> others = other.iterator();
    int number = 0;
    for (Object item : one) {
      String lost = find(place + "[" + number++ + "]", item, others.next(), depth + 1);
      if (lost != null) {
        return lost;
      }
    }
    return null;
  }

  private static @Nullable String entries(String place, Map<?, ?> one, Map<?, ?> other, int depth) {
    if (!one.keySet().equals(other.keySet())) {
      return at(place) + "comes back with other keys";
    }
    int number = 0;
    for (Map.Entry<?, ?> entry : one.entrySet()) {
      String entryPlace = place + "[entry " + number++ + "]";
      String lost = find(entryPlace, entry.getValue(), other.get(entry.getKey()), depth + 1);
      if (lost != null) {
        return lost;
      }
    }
    return null;
  }

  private static @Nullable String components(String place, Object before, Object after, int depth) {
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      String name = place + "." + component.getName();
      String lost =
          part(
              name,
              () -> {
                component.getAccessor().setAccessible(true);
                Object one = component.getAccessor().invoke(before);
                return find(name, one, component.getAccessor().invoke(after), depth + 1);
              });
      if (lost != null) {
        return lost;
      }
    }
    return null;
  }

  private static @Nullable String fields(String place, Object before, Object after, int depth) {
    for (Class<?> type = before.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        String name = place + "." + field.getName();
        String lost =
            part(
                name,
                () -> {
                  field.setAccessible(true);
                  return find(name, field.get(before), field.get(after), depth + 1);
                });
        if (lost != null) {
          return lost;
        }
      }
    }
    return null;
  }

  private static @Nullable String part(String name, Part part) {
    try {
      return part.difference();
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return at(name)
          + "cannot be compared: give its type an equals, or open its package to dev.skald.testkit";
    }
  }

  /** Whether two values of a type are equal by what they hold, and not by being the same. */
  private static boolean hasEquals(Class<?> type) {
    return type.isArray()
        || Arrays.stream(type.getMethods())
            .anyMatch(
                method ->
                    method.getName().equals("equals")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == Object.class
                        && method.getDeclaringClass() != Object.class);
  }

  @FunctionalInterface
  private interface Part {
    @Nullable String difference() throws ReflectiveOperationException;
  }
}
