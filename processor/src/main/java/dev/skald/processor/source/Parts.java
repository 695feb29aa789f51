package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/**
 * What a payload consists of: the components of a record, the fields of a plain class. A class that
 * is not plain is left to the codec: it extends another, is of the JDK, or says by annotations how
 * it is written and read.
 */
final class Parts {

  private static final String JACKSON = "com.fasterxml.jackson.annotation.";
  private static final String DESERIALIZE = "jackson.databind.annotation.JsonDeserialize";

  /** Who carries one of these does not look in JSON as it does in Java. */
  private static final Set<String> SPECIAL =
      Set.of(
          JACKSON + "JsonCreator",
          JACKSON + "JsonIgnore",
          JACKSON + "JsonTypeInfo",
          "com.fasterxml." + DESERIALIZE,
          "tools." + DESERIALIZE);

  private Parts() {}

  static List<? extends Element> of(TypeElement type) {
    return switch (type.getKind()) {
      case RECORD -> type.getRecordComponents();
      case CLASS -> isPlain(type) ? fields(type) : List.of();
      default -> List.of();
    };
  }

  private static boolean isPlain(TypeElement type) {
    String name = type.getQualifiedName().toString();
    return !name.startsWith("java.")
        && !name.startsWith("javax.")
        && extendsNothing(type)
        && !isSpecial(type)
        && type.getEnclosedElements().stream()
            .filter(member -> member instanceof ExecutableElement)
            .noneMatch(Parts::isSpecial);
  }

  /** A sealed class is no stranger: its permitted types are looked at by themselves. */
  private static boolean extendsNothing(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType superclass
        && (superclass.asElement().getModifiers().contains(Modifier.SEALED)
            || MoreElements.asType(superclass.asElement())
                .getQualifiedName()
                .contentEquals("java.lang.Object"));
  }

  private static List<? extends Element> fields(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
        .filter(field -> !field.getModifiers().contains(Modifier.TRANSIENT))
        .filter(field -> !isSpecial(field))
        .toList();
  }

  private static boolean isSpecial(Element element) {
    return element.getAnnotationMirrors().stream()
        .map(mirror -> MoreElements.asType(mirror.getAnnotationType().asElement()))
        .anyMatch(annotation -> SPECIAL.contains(annotation.getQualifiedName().toString()));
  }
}
