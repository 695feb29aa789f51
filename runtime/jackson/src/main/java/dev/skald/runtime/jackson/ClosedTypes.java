package dev.skald.runtime.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;

/**
 * Reads annotations as the mapper would, but for three things: sealed types are polymorphic by
 * themselves, nothing may be polymorphic by the names of classes, and primitives are required.
 */
final class ClosedTypes extends AnnotationIntrospectorPair {

  private static final long serialVersionUID = 1L;

  private static final JsonTypeInfo.Value BY_TAG =
      JsonTypeInfo.Value.construct(
          JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, true, null);

  ClosedTypes(AnnotationIntrospector mappers) {
    super(mappers, AnnotationIntrospector.nopInstance());
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    JsonTypeInfo.Value users = super.findPolymorphicTypeInfo(config, annotated);
    if (users == null) {
      return isSealed(annotated) ? BY_TAG : null;
    }
    JsonTypeInfo.Id id = users.getIdType();
    if (id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS) {
      throw new RefusedTypeException(
          "@JsonTypeInfo on "
              + annotated
              + " names classes, which would let whoever writes the bytes choose a class: seal the"
              + " type, or use Id.NAME with @JsonSubTypes");
    }
    return users;
  }

  @Override
  public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
    Object users = super.findTypeResolverBuilder(config, annotated);
    boolean ours =
        users == null
            && isSealed(annotated)
            && super.findPolymorphicTypeInfo(config, annotated) == null;
    return ours ? new Tagging(BY_TAG, annotated.getType(), Tags.of(annotated.getRawType())) : users;
  }

  /** Jackson would take 0 or false for a primitive that is missing. */
  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    Boolean users = super.hasRequiredMarker(config, member);
    return users == null && member.getRawType().isPrimitive() ? Boolean.TRUE : users;
  }

  private static boolean isSealed(Annotated annotated) {
    return annotated instanceof AnnotatedClass type && type.getRawType().isSealed();
  }
}
