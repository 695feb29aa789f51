package dev.skald.processor.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/**
 * Knows whether a saga can be read yet. A type that another processor writes in this very build is
 * missing in the first round and there in a later one.
 */
public final class Readiness {

  private final Set<Element> seen = new HashSet<>();

  private Readiness() {}

  /**
   * Looks for types that cannot be found.
   *
   * @param saga the class
   * @return whether every type its steps and undos name is there, and also those of the sagas that
   *     it starts
   */
  public static boolean isReady(TypeElement saga) {
    Readiness readiness = new Readiness();
    return readiness.isComplete(saga)
        && SagaReader.kin(saga).stream().allMatch(readiness::isComplete);
  }

  private boolean isComplete(TypeElement saga) {
    return Stream.concat(Stream.of(saga.getSuperclass()), saga.getInterfaces().stream())
            .allMatch(this::isKnown)
        && saga.getAnnotationMirrors().stream().allMatch(this::isKnown)
        && SagaReader.marked(saga).stream().allMatch(this::isKnown);
  }

  private boolean isKnown(ExecutableElement method) {
    return isKnown(method.getReturnType())
        && method.getParameters().stream().map(Element::asType).allMatch(this::isKnown)
        && method.getThrownTypes().stream().allMatch(this::isKnown)
        && method.getAnnotationMirrors().stream().allMatch(this::isKnown);
  }

  private boolean isKnown(AnnotationMirror annotation) {
    return isKnown(annotation.getAnnotationType())
        && annotation.getElementValues().entrySet().stream()
            .allMatch(entry -> isKnown(entry.getKey().getReturnType(), entry.getValue()));
  }

  /** Where a class belongs, compilers put a text if they cannot find it. */
  private boolean isKnown(TypeMirror expected, AnnotationValue value) {
    if (value.getValue() instanceof TypeMirror type) {
      return isKnown(type);
    }
    if (value.getValue() instanceof List<?> items) {
      return items.stream()
          .map(AnnotationValue.class::cast)
          .allMatch(item -> isKnown(expected, item));
    }
    return !(value.getValue() instanceof String)
        || !expected.toString().contains("java.lang.Class");
  }

  private boolean isKnown(TypeMirror type) {
    return switch (type.getKind()) {
      case ERROR -> false;
      case ARRAY -> isKnown(((ArrayType) type).getComponentType());
      case DECLARED -> isKnown((DeclaredType) type);
      case WILDCARD ->
          Stream.of(((WildcardType) type).getExtendsBound(), ((WildcardType) type).getSuperBound())
              .flatMap(Stream::ofNullable)
              .allMatch(this::isKnown);
      default -> true;
    };
  }

  /** A payload is journaled with all its parts, so they must be there, too. */
  private boolean isKnown(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    return type.getTypeArguments().stream().allMatch(this::isKnown)
        && (!seen.add(element)
            || Parts.of(element).stream().map(Element::asType).allMatch(this::isKnown)
                && element.getPermittedSubclasses().stream().allMatch(this::isKnown));
  }
}
