package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.model.Located;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads annotations by their mirrors, so that nothing of the user's is ever loaded as a class. */
final class Annotations {

  private final Elements elements;
  private final Places places;

  Annotations(Elements elements, Places places) {
    this.elements = elements;
    this.places = places;
  }

  Optional<Found> find(Element element, Class<? extends Annotation> type) {
    return MoreElements.getAnnotationMirror(element, type)
        .toJavaUtil()
        .map(mirror -> new Found(element, mirror, places.of(element, mirror)));
  }

  Optional<Located<String>> text(Element element, Class<? extends Annotation> type) {
    return find(element, type).map(found -> found.get("value", String.class, ""));
  }

  boolean suppresses(Element element) {
    return MoreElements.getAnnotationMirror(element, SuppressWarnings.class)
        .toJavaUtil()
        .map(mirror -> new Found(element, mirror, places.of(element, mirror)))
        .map(found -> found.list("value", AnnotationValue::getValue))
        .orElse(List.of())
        .stream()
        .anyMatch(value -> "skald".equals(value.value()));
  }

  /** An annotation on an element. */
  final class Found {

    private final Element element;
    private final AnnotationMirror mirror;
    private final Place where;

    private Found(Element element, AnnotationMirror mirror, Place where) {
      this.element = element;
      this.mirror = mirror;
      this.where = where;
    }

    Place where() {
      return where;
    }

    /** A value of the wrong kind is javac's to report; here the fallback stands for it. */
    <T> Located<T> get(String name, Class<T> type, T fallback) {
      AnnotationValue value = value(elements.getElementValuesWithDefaults(mirror), name);
      Object content = value == null ? null : value.getValue();
      return new Located<>(type.isInstance(content) ? type.cast(content) : fallback, at(name));
    }

    /** A value without a default, which is there unless javac has reported it. */
    <T> Optional<T> get(String name, Class<T> type) {
      AnnotationValue value = value(mirror.getElementValues(), name);
      return Optional.ofNullable(value)
          .map(AnnotationValue::getValue)
          .filter(type::isInstance)
          .map(type::cast);
    }

    /** Where a value is written that turns something on. */
    Optional<Anchor> flag(String name) {
      return get(name, Boolean.class, false).value() ? Optional.of(at(name)) : Optional.empty();
    }

    <T> List<Located<T>> list(String name, Function<AnnotationValue, T> reader) {
      AnnotationValue value = value(mirror.getElementValues(), name);
      if (value == null || !(value.getValue() instanceof List<?> items)) {
        return List.of();
      }
      return items.stream()
          .map(AnnotationValue.class::cast)
          .map(item -> new Located<T>(reader.apply(item), places.of(element, mirror, item)))
          .toList();
    }

    /** Where the value is written, or the annotation where it is not. */
    Anchor at(String name) {
      return places.of(element, mirror, value(mirror.getElementValues(), name));
    }

    private @Nullable AnnotationValue value(
        Map<? extends ExecutableElement, ? extends AnnotationValue> values, String name) {
      return values.entrySet().stream()
          .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
          .<AnnotationValue>map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }
  }
}
