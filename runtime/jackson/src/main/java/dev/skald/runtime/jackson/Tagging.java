package dev.skald.runtime.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Writes and reads the tags of one sealed type. */
final class Tagging extends StdTypeResolverBuilder {

  private final Tags tags;

  Tagging(JsonTypeInfo.Value settings, JavaType sealedType, Tags tags) {
    super(settings, sealedType);
    this.tags = tags;
  }

  @Override
  protected TypeIdResolver idResolver(
      DatabindContext context,
      JavaType baseType,
      PolymorphicTypeValidator validator,
      Collection<NamedType> subtypes,
      boolean forSerialization,
      boolean forDeserialization) {
    return new Ids(baseType, tags);
  }

  private static final class Ids extends TypeIdResolverBase {

    private static final long serialVersionUID = 1L;

    private final Tags tags;

    Ids(JavaType baseType, Tags tags) {
      super(baseType);
      this.tags = tags;
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
      return JsonTypeInfo.Id.NAME;
    }

    @Override
    public String idFromValue(DatabindContext context, Object value) {
      return tags.tag(value);
    }

    @Override
    public String idFromValueAndType(
        DatabindContext context, @Nullable Object value, Class<?> suggested) {
      if (value == null) {
        throw new RefusedTypeException("null has no tag");
      }
      return tags.tag(value);
    }

    /** {@code null} for an unknown tag, which Jackson then reports. */
    @Override
    public @Nullable JavaType typeFromId(DatabindContext context, String tag) {
      Class<?> type = tags.type(tag);
      return type == null ? null : context.constructSpecializedType(_baseType, type);
    }

    @Override
    public String getDescForKnownTypeIds() {
      return tags.all().toString();
    }
  }
}
