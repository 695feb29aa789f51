package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.SagaGenerated;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Surroundings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Looks at what the user's module can see. Knows that for one round: most of it is the same for all
 * sagas of a package, and the compiler looks long for what is not there.
 */
final class SurroundingsReader {

  static final String INJECT = "jakarta.inject.Inject";
  static final String GENERATED = "javax.annotation.processing.Generated";

  private static final String LANG = "java.lang.";

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
  private final Map<String, Optional<TypeElement>> seen = new HashMap<>();

  SurroundingsReader(Elements elements, TypeReader types) {
    this.elements = elements;
    this.types = types;
  }

  Surroundings read(TypeElement saga, ShapeReader payloads) {
    return new Surroundings(
        seenFrom(saga, INJECT).isPresent(),
        seenFrom(saga, GENERATED).map(types::declared),
        isTaken(saga),
        usesDeprecated(saga, payloads.collected()),
        javaLangNames(saga, payloads.shapes().keySet()));
  }

  /** Ours from the last build is no clash. */
  private boolean isTaken(TypeElement saga) {
    JavaType.Declared generated = types.declared(saga).orchestrator();
    return seenFrom(saga, generated.qualifiedName())
        .filter(taken -> !MoreElements.isAnnotationPresent(taken, SagaGenerated.class))
        .isPresent();
  }

  private boolean usesDeprecated(TypeElement saga, Collection<TypeElement> payloads) {
    return Stream.of(List.of(saga), SagaReader.marked(saga), payloads)
        .flatMap(Collection::stream)
        .anyMatch(elements::isDeprecated);
  }

  /** A type of the saga's package hides that of {@code java.lang} which has its simple name. */
  private Set<String> javaLangNames(TypeElement saga, Collection<String> payloads) {
    String packageName = types.declared(saga).packageName();
    String start = packageName.isEmpty() ? "" : packageName + ".";
    return Stream.concat(JAVA_LANG.stream().map(Class::getName), payloads.stream())
        .filter(name -> name.startsWith(LANG) && name.indexOf('.', LANG.length()) < 0)
        .map(name -> name.substring(LANG.length()))
        .filter(name -> seenFrom(saga, start + name).isPresent())
        .collect(Collectors.toSet());
  }

  private Optional<TypeElement> seenFrom(TypeElement saga, String name) {
    ModuleElement module = elements.getModuleOf(saga);
    return seen.computeIfAbsent(
        module.getQualifiedName() + "/" + name,
        key -> Optional.ofNullable(elements.getTypeElement(module, name)));
  }
}
