package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.model.Located;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads annotations by their mirrors, so that nothing of the user's is ever loaded as a class. */
final class Annotations {

  private final Elements elements;
  private final Places places;

  /** The element that was asked last, and what it carries. */
  private @Nullable Element last;

  private Map<String, AnnotationMirror> marks = Map.of();

  Annotations(Elements elements, Places places) {
    this.elements = elements;
    this.places = places;
  }

  Optional<Found> find(Element element, Class<? extends Annotation> type) {
    return Optional.ofNullable(marks(element).get(type.getCanonicalName()))
        .map(mirror -> new Found(element, mirror, places.of(element, mirror)));
  }

  /** An element is asked for one annotation after the other, and reading a name takes its time. */
  private Map<String, AnnotationMirror> marks(Element element) {
    if (!element.equals(last)) {
      last = element;
      marks = new HashMap<>();
      for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
        TypeElement type = MoreElements.asType(mirror.getAnnotationType().asElement());
        marks.putIfAbsent(type.getQualifiedName().toString(), mirror);
      }
    }
    return marks;
  }

  Optional<Located<String>> text(Element element, Class<? extends Annotation> type) {
    return find(element, type).map(found -> found.get("value", String.class, ""));
  }

  boolean suppresses(Element element) {
    return find(element, SuppressWarnings.class)
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
    private final Map<String, AnnotationValue> written;

    /** With the defaults, which are looked for only if something is not written. */
    private @Nullable Map<String, AnnotationValue> all;

    private Found(Element element, AnnotationMirror mirror, Place where) {
      this.element = element;
      this.mirror = mirror;
      this.where = where;
      this.written = byName(mirror.getElementValues());
    }

    Place where() {
      return where;
    }

    /** A value of the wrong kind is javac's to report; here the fallback stands for it. */
    <T> Located<T> get(String name, Class<T> type, T fallback) {
      AnnotationValue value = written.containsKey(name) ? written.get(name) : all().get(name);
      Object content = value == null ? null : value.getValue();
      return new Located<>(type.isInstance(content) ? type.cast(content) : fallback, at(name));
    }

    /** A value without a default, which is there unless javac has reported it. */
    <T> Optional<T> get(String name, Class<T> type) {
      return Optional.ofNullable(written.get(name))
          .map(AnnotationValue::getValue)
          .filter(type::isInstance)
          .map(type::cast);
    }

    /** Where a value is written that turns something on. */
    Optional<Anchor> flag(String name) {
      return get(name, Boolean.class, false).value() ? Optional.of(at(name)) : Optional.empty();
    }

    <T> List<Located<T>> list(String name, Function<AnnotationValue, T> reader) {
      AnnotationValue value = written.get(name);
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
      return places.of(element, mirror, written.get(name));
    }

    private Map<String, AnnotationValue> all() {
      if (all == null) {
        all = byName(elements.getElementValuesWithDefaults(mirror));
      }
      return all;
    }

    private static Map<String, AnnotationValue> byName(
        Map<? extends ExecutableElement, ? extends AnnotationValue> values) {
      Map<String, AnnotationValue> named = new HashMap<>();
      values.forEach((member, value) -> named.put(member.getSimpleName().toString(), value));
      return named;
    }
  }
}
