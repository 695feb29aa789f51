package dev.skald.runtime.jackson;

import dev.skald.runtime.codec.PayloadCodec;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How mappers are set up. */
final class Mappers {

  /** The engine lets no payload of more than a mebibyte through; this bounds what is not one. */
  private static final int MOST_CHARACTERS = 4 << 20;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          // A generator writes many values, each by itself.
          .rootValueSeparator((String) null)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(PayloadCodec.MAX_NESTING)
                  .maxStringLength(MOST_CHARACTERS)
                  .maxNumberLength(1_000)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(PayloadCodec.MAX_NESTING).build())
          .build();

  private Mappers() {}

  static JsonMapper own() {
    return safe(
        JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(
                EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(
                DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build());
  }

  /** A copy with everything that the codec promises whatever mapper it is given. */
  static JsonMapper safe(JsonMapper users) {
    JsonMapper.Builder builder = users.rebuild();
    return builder
        .deactivateDefaultTyping()
        .annotationIntrospector(new ClosedTypes(builder.annotationIntrospector()))
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.FAIL_ON_SELF_REFERENCES)
        .disable(
            SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, // see OrderedMap
            SerializationFeature.INDENT_OUTPUT,
            SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
        .addModule(new SimpleModule("skald").setSerializerModifier(new Ordering()))
        .build();
  }
}
