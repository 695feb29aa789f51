package dev.skald.runtime.jackson;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Does something before Jackson's own serializer, which does the rest. */
abstract class Ordered<T> extends ValueSerializer<T> {

  final ValueSerializer<Object> plain;

  Ordered(ValueSerializer<Object> plain) {
    this.plain = plain;
  }

  /** The same around another serializer. */
  abstract Ordered<T> around(ValueSerializer<Object> other);

  @Override
  public void resolve(SerializationContext context) {
    plain.resolve(context);
  }

  @Override
  public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
    return around(context.handleSecondaryContextualization(plain, property));
  }

  @Override
  public boolean isEmpty(SerializationContext context, T value) {
    return plain.isEmpty(context, value);
  }

  @Override
  public void serializeWithType(
      T value, JsonGenerator json, SerializationContext context, TypeSerializer types) {
    plain.serializeWithType(value, json, context, types);
  }
}
