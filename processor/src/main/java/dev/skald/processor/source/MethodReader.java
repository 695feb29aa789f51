package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.Child;
import dev.skald.Compensate;
import dev.skald.Irreversible;
import dev.skald.Parallel;
import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Returns;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.RetryDraft;
import dev.skald.processor.model.StepDraft;
import dev.skald.processor.model.ThrownDraft;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads the methods of a saga. */
final class MethodReader {

  static final List<Class<? extends Annotation>> MARKS =
      List.of(
          Step.class,
          Compensate.class,
          Returns.class,
          Parallel.class,
          Pivot.class,
          Irreversible.class,
          Child.class,
          Retry.class,
          Timeout.class);

  private static final Set<String> NAMES =
      MARKS.stream().map(Class::getCanonicalName).collect(Collectors.toUnmodifiableSet());

  private final Annotations annotations;
  private final Places places;
  private final TypeReader types;
  private final ShapeReader shapes;
  private final ExceptionReader exceptions;
  private final ElementMarks marks;

  MethodReader(
      Annotations annotations,
      Places places,
      TypeReader types,
      ShapeReader shapes,
      ExceptionReader exceptions) {
    this.annotations = annotations;
    this.places = places;
    this.types = types;
    this.shapes = shapes;
    this.exceptions = exceptions;
    this.marks = new ElementMarks(annotations, places, types);
  }

  static boolean isMarked(ExecutableElement method) {
    return method.getAnnotationMirrors().stream()
            .map(mark -> MoreElements.asType(mark.getAnnotationType().asElement()))
            .anyMatch(mark -> NAMES.contains(mark.getQualifiedName().toString()))
        || method.getParameters().stream().anyMatch(ElementMarks::isMarked);
  }

  MethodDraft read(ExecutableElement method) {
    Optional<DeclaredType> stage = types.stage(method.getReturnType());
    collectShapes(method, stage);
    JavaType returned = types.read(method.getReturnType());
    Optional<StepDraft> step = step(method);
    boolean rolledBack = step.flatMap(StepDraft::transactional).isPresent();
    return new MethodDraft(
        places.of(method),
        method.getSimpleName().toString(),
        flaws(method),
        step,
        annotations.text(method, Compensate.class),
        annotations.find(method, Returns.class).map(Annotations.Found::where),
        annotations.find(method, Parallel.class).map(Annotations.Found::where),
        annotations.find(method, Pivot.class).map(Annotations.Found::where),
        annotations.text(method, Irreversible.class),
        marks.child(method),
        retry(method),
        annotations.text(method, Timeout.class),
        returned,
        stage
            .map(types::content)
            .or(() -> marks.childResult(method))
            .orElse(TypeReader.nothingIfVoid(returned)),
        stage.isPresent(),
        method.getParameters().stream().map(marks::parameter).toList(),
        method.getThrownTypes().stream().map(type -> thrown(type, rolledBack)).toList(),
        annotations.suppresses(method));
  }

  /** The pace written on a method or a class. */
  Optional<RetryDraft> retry(Element element) {
    return annotations
        .find(element, Retry.class)
        .map(
            found ->
                new RetryDraft(
                    found.where(),
                    found.get("maxAttempts", Integer.class, Retry.DEFAULT),
                    found.get("delay", String.class, ""),
                    found.get("maxDelay", String.class, ""),
                    found.get("multiplier", Double.class, 1.0),
                    found.get("jitter", Boolean.class, true).value()));
  }

  private Optional<StepDraft> step(ExecutableElement method) {
    return annotations
        .find(method, Step.class)
        .map(
            found ->
                new StepDraft(
                    found.where(),
                    found.list("after", value -> String.valueOf(value.getValue())),
                    found.flag("readOnly"),
                    types(found, "rejects"),
                    types(found, "ends"),
                    ElementMarks.written(found, "delay"),
                    found.flag("atMostOnce"),
                    found.flag("transactional"),
                    found.flag("pipelined")));
  }

  private List<Located<JavaType>> types(Annotations.Found step, String name) {
    List<Located<JavaType>> named = new ArrayList<>();
    for (Located<AnnotationValue> item : step.list(name, value -> value)) {
      if (item.value().getValue() instanceof TypeMirror type) {
        shapes.collect(type);
        named.add(new Located<>(types.read(type), item.where()));
      }
    }
    return named;
  }

  private ThrownDraft thrown(TypeMirror type, boolean rolledBack) {
    return new ThrownDraft(types.read(type), exceptions.meaning(type, rolledBack));
  }

  private void collectShapes(ExecutableElement method, Optional<DeclaredType> stage) {
    shapes.collect(method.getReturnType());
    stage.ifPresent(shapes::collect);
    method.getParameters().forEach(parameter -> shapes.collect(parameter.asType()));
    method.getThrownTypes().forEach(shapes::collect);
  }

  /** A method is abstract only where the saga is no plain class, which is a flaw of the saga. */
  private static List<String> flaws(ExecutableElement method) {
    List<String> flaws = new ArrayList<>();
    for (Modifier modifier : List.of(Modifier.PRIVATE, Modifier.STATIC)) {
      if (method.getModifiers().contains(modifier)) {
        flaws.add(modifier.toString());
      }
    }
    if (!method.getTypeParameters().isEmpty()) {
      flaws.add("generic");
    }
    if (method.isVarArgs()) {
      flaws.add("varargs");
    }
    return flaws;
  }
}
