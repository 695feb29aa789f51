package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.Child;
import dev.skald.Each;
import dev.skald.Exclusive;
import dev.skald.From;
import dev.skald.Saga;
import dev.skald.Signal;
import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.EachDraft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.SignalDraft;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads what stands on the parameters of a method, and which saga it starts. */
final class ElementMarks {

  static final List<Class<? extends Annotation>> OF_PARAMETERS =
      List.of(From.class, Each.class, Signal.class, Exclusive.class);

  private static final int CONCURRENCY = 8;

  private final Annotations annotations;
  private final Places places;
  private final TypeReader types;

  ElementMarks(Annotations annotations, Places places, TypeReader types) {
    this.annotations = annotations;
    this.places = places;
    this.types = types;
  }

  static boolean isMarked(VariableElement parameter) {
    // Most parameters carry nothing, which is told without comparing names.
    return !parameter.getAnnotationMirrors().isEmpty()
        && OF_PARAMETERS.stream()
            .anyMatch(mark -> MoreElements.isAnnotationPresent(parameter, mark));
  }

  ParameterDraft parameter(VariableElement parameter) {
    return new ParameterDraft(
        places.of(parameter),
        parameter.getSimpleName().toString(),
        types.read(parameter.asType()),
        annotations.text(parameter, From.class),
        annotations.find(parameter, Each.class).map(ElementMarks::each),
        annotations
            .find(parameter, Signal.class)
            .map(found -> new SignalDraft(found.where(), written(found, "timeout"))),
        annotations.text(parameter, Exclusive.class));
  }

  private static EachDraft each(Annotations.Found found) {
    return new EachDraft(
        found.where(),
        found.get("concurrency", Integer.class, CONCURRENCY),
        written(found, "component"));
  }

  /** A text whose default is empty. */
  static Optional<Located<String>> written(Annotations.Found found, String name) {
    return Optional.of(found.get(name, String.class, "")).filter(text -> !text.value().isEmpty());
  }

  Optional<ChildDraft> child(ExecutableElement method) {
    return annotations
        .find(method, Child.class)
        .map(
            found -> {
              JavaType type =
                  found
                      .get("value", TypeMirror.class)
                      .map(types::read)
                      .orElse(new JavaType.Other("?"));
              return new ChildDraft(found.at("value"), type, childOf(method).isPresent());
            });
  }

  /** What a step that starts a child gives to others: the child's result. */
  Optional<JavaType> childResult(ExecutableElement method) {
    return MoreElements.isAnnotationPresent(method, Child.class)
            && method.getReturnType() instanceof DeclaredType handle
            && handle.getTypeArguments().size() == 1
            && types.read(handle).is(ChildDraft.HANDLE)
        ? Optional.of(TypeReader.nothingIfVoid(types.read(handle.getTypeArguments().get(0))))
        : Optional.empty();
  }

  /** The saga that a method starts, in this build or a class file. */
  static Optional<TypeElement> childOf(ExecutableElement method) {
    return MoreElements.getAnnotationMirror(method, Child.class)
        .toJavaUtil()
        .map(AnnotationMirror::getElementValues)
        .flatMap(values -> values.values().stream().findFirst().map(AnnotationValue::getValue))
        .map(value -> value instanceof DeclaredType type ? type.asElement() : null)
        .filter(ElementMarks::isSaga)
        .map(MoreElements::asType);
  }

  private static boolean isSaga(Element element) {
    return MoreElements.isType(element) && MoreElements.isAnnotationPresent(element, Saga.class);
  }
}
