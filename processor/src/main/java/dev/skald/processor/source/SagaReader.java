package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.Saga;
import dev.skald.Timeout;
import dev.skald.processor.model.ClassForm;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Reads {@code @Saga} classes of one round. Takes what is there, right or wrong; the rules come
 * later.
 */
public final class SagaReader {

  private final ProcessingEnvironment environment;
  private final TypeReader types;
  private final SurroundingsReader surroundings;

  /**
   * Makes a reader.
   *
   * @param environment the compiler
   */
  public SagaReader(ProcessingEnvironment environment) {
    this.environment = environment;
    this.types = new TypeReader(environment.getTypeUtils());
    this.surroundings = new SurroundingsReader(environment.getElementUtils(), types);
  }

  /**
   * Reads a saga whose types can all be found.
   *
   * @param saga the class
   * @return the draft
   */
  public Draft read(TypeElement saga) {
    Map<String, Draft> kin = new LinkedHashMap<>();
    for (TypeElement child : kin(saga)) {
      kin.put(child.getQualifiedName().toString(), read(child, Map.of()));
    }
    return read(saga, kin);
  }

  /** The sagas that a saga starts, directly or through others, without itself. */
  static Set<TypeElement> kin(TypeElement saga) {
    Set<TypeElement> found = new LinkedHashSet<>();
    Deque<TypeElement> open = new ArrayDeque<>(List.of(saga));
    while (!open.isEmpty()) {
      marked(open.remove()).stream()
          .flatMap(method -> ElementMarks.childOf(method).stream())
          .filter(child -> !child.equals(saga) && found.add(child))
          .forEach(open::add);
    }
    return found;
  }

  private Draft read(TypeElement saga, Map<String, Draft> kin) {
    Places places = new Places(environment);
    Place where = places.of(saga);
    Annotations annotations = new Annotations(environment.getElementUtils(), places);
    ShapeReader shapes = new ShapeReader(types, MoreElements.getPackage(saga));
    MethodReader reader =
        new MethodReader(
            annotations, places, types, shapes, new ExceptionReader(environment.getTypeUtils()));
    Annotations.Found mark = annotations.find(saga, Saga.class).orElseThrow();
    Located<String> deadline = mark.get("deadline", String.class, "");
    List<MethodDraft> methods = marked(saga).stream().map(reader::read).toList();
    return new Draft(
        where,
        types.declared(saga),
        form(saga),
        name(saga, mark),
        mark.get("version", Integer.class, 1),
        deadline.value().isEmpty() ? Optional.empty() : Optional.of(deadline),
        reader.retry(saga),
        annotations.text(saga, Timeout.class),
        annotations.suppresses(saga),
        methods,
        plainMethods(saga),
        shapes.shapes(),
        surroundings.read(saga, shapes),
        kin);
  }

  static List<ExecutableElement> marked(TypeElement saga) {
    return ElementFilter.methodsIn(saga.getEnclosedElements()).stream()
        .filter(MethodReader::isMarked)
        .toList();
  }

  private static Located<String> name(TypeElement saga, Annotations.Found mark) {
    Located<String> written = mark.get("name", String.class, "");
    return written.value().isEmpty()
        ? new Located<>(KebabCase.of(saga.getSimpleName().toString()), written.where())
        : written;
  }

  private Map<String, JavaType> plainMethods(TypeElement saga) {
    Map<String, JavaType> found = new LinkedHashMap<>();
    for (ExecutableElement method : ElementFilter.methodsIn(saga.getEnclosedElements())) {
      if (!MethodReader.isMarked(method)) {
        JavaType result = types.read(method.getReturnType());
        found.put(
            method.getSimpleName().toString(),
            types.stage(method.getReturnType()).map(types::content).orElse(result));
      }
    }
    return found;
  }

  private ClassForm form(TypeElement saga) {
    boolean isPublic = true;
    for (Element e = saga; MoreElements.isType(e); e = e.getEnclosingElement()) {
      isPublic &= e.getModifiers().contains(Modifier.PUBLIC);
    }
    String kind =
        switch (saga.getKind()) {
          case INTERFACE -> "interface";
          case ANNOTATION_TYPE -> "annotation type";
          case ENUM -> "enum";
          case RECORD -> "record";
          default -> "class";
        };
    return new ClassForm(
        kind,
        isPublic,
        ShapeReader.hider(saga).map(types::declared),
        saga.getModifiers().contains(Modifier.ABSTRACT),
        saga.getNestingKind().isNested() && !saga.getModifiers().contains(Modifier.STATIC),
        !saga.getTypeParameters().isEmpty());
  }
}
