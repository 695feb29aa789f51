package dev.skald.runtime.jackson;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/** Sees to it that sets and maps which are equal are written equally. */
final class Ordering extends ValueSerializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("unchecked") // a serializer of a collection that is a set is one of sets
  public ValueSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    return Set.class.isAssignableFrom(type.getRawClass())
        ? new OrderedSet((ValueSerializer<Object>) serializer)
        : serializer;
  }

  @Override
  @SuppressWarnings("unchecked") // it serializes maps
  public ValueSerializer<?> modifyMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    return Map.class.isAssignableFrom(type.getRawClass())
        ? new OrderedMap((ValueSerializer<Object>) serializer)
        : serializer;
  }
}
