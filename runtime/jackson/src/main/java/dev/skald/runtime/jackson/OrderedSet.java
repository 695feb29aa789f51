package dev.skald.runtime.jackson;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes the elements of sets in the order of their JSON. Jackson can order what is comparable; but
 * records are not, and {@code Set.of} even has another order in each process.
 */
final class OrderedSet extends Ordered<Set<?>> {

  OrderedSet(ValueSerializer<Object> plain) {
    super(plain);
  }

  @Override
  Ordered<Set<?>> around(ValueSerializer<Object> other) {
    return new OrderedSet(other);
  }

  @Override
  public void serialize(Set<?> value, JsonGenerator json, SerializationContext context) {
    if (value.size() < 2) {
      plain.serialize(value, json, context);
      return;
    }
    int depth = json.streamWriteContext().getNestingDepth();
    List<String> elements = new ArrayList<>(value.size());
    for (Object element : value) {
      elements.add(alone(element, depth, context));
    }
    Collections.sort(elements);
    json.writeStartArray(value, elements.size());
    for (String element : elements) {
      json.writeRawValue(element);
    }
    json.writeEndArray();
  }

  /** One element's JSON, written as deep as it will stand, so that the limit on nesting holds. */
  private String alone(Object element, int depth, SerializationContext context) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Mappers.FACTORY.createGenerator(context, text)) {
      json.configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false);
      for (int i = 0; i < depth; i++) {
        json.writeStartArray();
      }
      Set<?> set = element instanceof Enum<?> one ? only(one) : Collections.singleton(element);
      plain.serialize(set, json, context);
    }
    String array = text.toString();
    return array.substring(depth + 1, array.length() - 1);
  }

  /** Jackson's serializer of an {@code EnumSet} takes no other set. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the type of one enum is not known here
  private static Set<?> only(Enum one) {
    return EnumSet.of(one);
  }
}
