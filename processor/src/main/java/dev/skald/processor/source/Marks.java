package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.Saga;
import dev.skald.SagaGenerated;
import dev.skald.Sensitive;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

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
   * Finds annotations in classes that are no sagas.
   *
   * @param round where to look
   * @param environment the compiler
   * @return one error for each such class
   */
  public static Report outsideSagas(RoundEnvironment round, ProcessingEnvironment environment) {
    Places places = new Places(environment);
    Annotations annotations = new Annotations(environment.getElementUtils(), places);
    Report report = new Report();
    // One look through all classes for all annotations: nearly always there is nothing outside.
    List<? extends Element> outside =
        round.getElementsAnnotatedWithAny(Set.copyOf(OF_SAGAS)).stream()
            .filter(element -> !MoreElements.isAnnotationPresent(typeOf(element), Saga.class))
            .toList();
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
