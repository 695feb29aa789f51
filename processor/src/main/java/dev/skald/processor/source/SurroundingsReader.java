package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.SagaGenerated;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Surroundings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Looks at what the user's module can see. */
final class SurroundingsReader {

  static final String INJECT = "jakarta.inject.Inject";
  static final String GENERATED = "javax.annotation.processing.Generated";

  /** What generated code names of {@code java.lang}, whatever the saga's types are. */
  private static final List<Class<?>> JAVA_LANG =
      List.of(
          Boolean.class,
          Byte.class,
          Character.class,
          Double.class,
          Exception.class,
          Float.class,
          Integer.class,
          Long.class,
          Object.class,
          Override.class,
          Short.class,
          String.class,
          SuppressWarnings.class,
          Void.class);

  private final Elements elements;
  private final TypeReader types;

  SurroundingsReader(Elements elements, TypeReader types) {
    this.elements = elements;
    this.types = types;
  }

  Surroundings read(TypeElement saga, Map<String, ?> payloads) {
    return new Surroundings(
        seenFrom(saga, INJECT) != null,
        Optional.ofNullable(seenFrom(saga, GENERATED)).map(types::declared),
        isTaken(saga),
        usesDeprecated(saga, payloads.keySet()),
        javaLangNames(saga, payloads.keySet()));
  }

  /** Ours from the last build is no clash. */
  private boolean isTaken(TypeElement saga) {
    JavaType.Declared generated = types.declared(saga).orchestrator();
    TypeElement taken = seenFrom(saga, generated.qualifiedName());
    return taken != null && !MoreElements.isAnnotationPresent(taken, SagaGenerated.class);
  }

  private boolean usesDeprecated(TypeElement saga, Collection<String> payloads) {
    return Stream.concat(
            Stream.concat(Stream.of(saga), SagaReader.marked(saga).stream()),
            payloads.stream().map(elements::getTypeElement))
        .anyMatch(element -> element != null && elements.isDeprecated(element));
  }

  /** A type of the saga's package hides that of {@code java.lang} which has its simple name. */
  private Set<String> javaLangNames(TypeElement saga, Collection<String> payloads) {
    String packageName = types.declared(saga).packageName();
    String start = packageName.isEmpty() ? "" : packageName + ".";
    return Stream.concat(JAVA_LANG.stream().map(Class::getName), payloads.stream())
        .filter(name -> name.matches("java\\.lang\\.[^.]+"))
        .map(name -> name.substring("java.lang.".length()))
        .filter(name -> seenFrom(saga, start + name) != null)
        .collect(Collectors.toSet());
  }

  private @Nullable TypeElement seenFrom(TypeElement saga, String name) {
    return elements.getTypeElement(elements.getModuleOf(saga), name);
  }
}
