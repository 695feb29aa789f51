package dev.skald.processor.source;

import dev.skald.processor.model.ThrownDraft.Meaning;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Knows what it means that a step declares an exception. */
final class ExceptionReader {

  private static final List<String> UNCHECKED =
      List.of("java.lang.RuntimeException", "java.lang.Error", "java.lang.InterruptedException");

  /** Where a caller of another machine does not know what happened there. */
  private static final List<String> DOUBTFUL =
      List.of(
          "java.io.IOException", "java.util.concurrent.TimeoutException", "java.sql.SQLException");

  /** What goes wrong in a transaction. */
  private static final List<String> OF_DATABASE = List.of("java.sql.SQLException");

  private static final List<String> BROAD = List.of("java.lang.Exception", "java.lang.Throwable");

  private final Types types;

  ExceptionReader(Types types) {
    this.types = types;
  }

  /** Where the effect is rolled back, the database's own failures are no answer of a service. */
  Meaning meaning(TypeMirror type, boolean rolledBack) {
    return rolledBack && type.getKind() == TypeKind.DECLARED && isKindOf(type, OF_DATABASE)
        ? Meaning.NONE
        : meaning(type);
  }

  private Meaning meaning(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED || isKindOf(type, UNCHECKED)) {
      return Meaning.NONE;
    }
    if (BROAD.contains(name(type))) {
      return Meaning.BROAD;
    }
    return isKindOf(type, DOUBTFUL) ? Meaning.DOUBTFUL : Meaning.REJECTION;
  }

  private boolean isKindOf(TypeMirror type, List<String> names) {
    return names.contains(name(type))
        || types.directSupertypes(type).stream().anyMatch(parent -> isKindOf(parent, names));
  }

  private static String name(TypeMirror type) {
    return ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().toString();
  }
}
