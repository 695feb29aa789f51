package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.Saga;
import dev.skald.SagaGenerated;
import dev.skald.Sensitive;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Knows our annotations, and finds those that stand outside of any saga. */
public final class Marks {

  /** Those that belong into a saga. */
  private static final List<Class<? extends Annotation>> OF_SAGAS =
      Stream.of(
              Stream.of(Saga.class),
              ElementMarks.OF_PARAMETERS.stream(),
              MethodReader.MARKS.stream())
          .<Class<? extends Annotation>>flatMap(marks -> marks)
          .toList();

  private Marks() {}

  /**
   * The annotations the processor claims.
   *
   * @return their names
   */
  public static Set<String> names() {
    return Stream.concat(OF_SAGAS.stream(), Stream.of(Sensitive.class))
        .map(Class::getCanonicalName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The annotations that generated code carries.
   *
   * @return their names
   */
  public static Set<String> ofGeneratedCode() {
    return Set.of(
        SagaGenerated.class.getCanonicalName(),
        SurroundingsReader.INJECT,
        SurroundingsReader.GENERATED);
  }

  /**
   * Knows our own code.
   *
   * @param element an element
   * @return whether it is, or is part of, an orchestrator
   */
  public static boolean isInGeneratedCode(Element element) {
    return MoreElements.isAnnotationPresent(typeOf(element), SagaGenerated.class);
  }

  /**
   * Finds what carries an annotation that belongs into a saga, or is a saga. The compiler looks
   * through all classes for that, so it is asked once for all annotations.
   *
   * @param round where to look
   * @return the elements, in the order in which the compiler has them
   */
  public static Set<? extends Element> in(RoundEnvironment round) {
    return round.getElementsAnnotatedWithAny(Set.copyOf(OF_SAGAS));
  }

  /**
   * The sagas among elements.
   *
   * @param marked what carries our annotations
   * @return the classes that say they are sagas
   */
  public static Set<TypeElement> sagas(Set<? extends Element> marked) {
    Set<TypeElement> sagas = new LinkedHashSet<>(ElementFilter.typesIn(marked));
    sagas.removeIf(type -> !MoreElements.isAnnotationPresent(type, Saga.class));
    return sagas;
  }

  /**
   * Finds annotations in classes that are no sagas.
   *
   * @param marked what carries our annotations
   * @param environment the compiler
   * @return one error for each such class
   */
  public static Report outsideSagas(
      Set<? extends Element> marked, ProcessingEnvironment environment) {
    Places places = new Places(environment);
    Annotations annotations = new Annotations(environment.getElementUtils(), places);
    Report report = new Report();
    Set<TypeElement> sagas = sagas(marked);
    List<? extends Element> outside =
        marked.stream().filter(element -> !sagas.contains(typeOf(element))).toList();
    Set<Element> told = new HashSet<>();
    for (Class<? extends Annotation> mark : OF_SAGAS) {
      for (Element element : outside) {
        Optional<Annotations.Found> found = annotations.find(element, mark);
        TypeElement type = typeOf(element);
        if (found.isPresent() && told.add(type)) {
          report.add(
              found.get().where(),
              Wording.outsideSaga(mark.getSimpleName(), type.getSimpleName().toString()));
        }
      }
    }
    return report;
  }

  private static TypeElement typeOf(Element element) {
    Element type = element;
    while (!(type instanceof TypeElement)) {
      type = type.getEnclosingElement();
    }
    return (TypeElement) type;
  }
}
