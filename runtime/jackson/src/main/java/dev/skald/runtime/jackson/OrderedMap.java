package dev.skald.runtime.jackson;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes the entries of maps in the order of their keys. Jackson can do so too, but loses entries
 * whose keys compare as equal and are not, such as 1.0 and 1.00.
 */
final class OrderedMap extends Ordered<Map<?, ?>> {

  OrderedMap(ValueSerializer<Object> plain) {
    super(plain);
  }

  @Override
  Ordered<Map<?, ?>> around(ValueSerializer<Object> other) {
    return new OrderedMap(other);
  }

  @Override
  public void serialize(Map<?, ?> value, JsonGenerator json, SerializationContext context) {
    plain.serialize(value.size() < 2 ? value : ordered(value), json, context);
  }

  private static Map<Object, Object> ordered(Map<?, ?> value) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(value.entrySet());
    entries.sort(Comparator.comparing(Map.Entry::getKey, OrderedMap::compare));
    Map<Object, Object> ordered = new LinkedHashMap<>(value.size() * 2);
    entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  @SuppressWarnings("unchecked") // keys of different classes end in a ClassCastException
  private static int compare(Object a, Object b) {
    if (!(a instanceof Comparable<?>)) {
      throw new RefusedTypeException(
          "the keys of a map must have an order, which "
              + (a == null ? "null" : a.getClass().getName())
              + " has not");
    }
    int order = ((Comparable<Object>) a).compareTo(b);
    return order != 0 ? order : a.toString().compareTo(b.toString());
  }
}
