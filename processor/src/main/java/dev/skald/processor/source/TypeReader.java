package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.processor.model.JavaType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Turns the compiler's types into ours. Annotations on types are left out. */
final class TypeReader {

  private final Types types;

  TypeReader(Types types) {
    this.types = types;
  }

  JavaType read(TypeMirror type) {
    return switch (type.getKind()) {
      case VOID -> JavaType.NOTHING;
      case DECLARED -> declared((DeclaredType) type);
      case ARRAY -> new JavaType.ArrayOf(read(((ArrayType) type).getComponentType()));
      case TYPEVAR -> new JavaType.Variable(name(types.asElement(type)));
      case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE ->
          new JavaType.Primitive(type.getKind().name().toLowerCase(Locale.ROOT));
      default -> new JavaType.Other(type.toString());
    };
  }

  JavaType.Declared declared(TypeElement type) {
    return declared(type, List.of());
  }

  private JavaType.Declared declared(DeclaredType type) {
    List<JavaType> arguments = type.getTypeArguments().stream().map(this::read).toList();
    return declared((TypeElement) type.asElement(), arguments);
  }

  private static JavaType.Declared declared(TypeElement type, List<JavaType> arguments) {
    Deque<String> names = new ArrayDeque<>();
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      names.addFirst(name(e));
    }
    String packageName = MoreElements.getPackage(type).getQualifiedName().toString();
    return new JavaType.Declared(packageName, List.copyOf(names), arguments);
  }

  /** The type with its own type parameters as arguments. */
  JavaType.Declared generic(TypeMirror type) {
    return declared((DeclaredType) types.asElement(type).asType());
  }

  /** The types above one, in terms of its own type parameters; those of the JDK are left out. */
  List<JavaType.Declared> supertypes(TypeElement type) {
    Set<JavaType.Declared> found = new LinkedHashSet<>();
    collectSupertypes(type.asType(), found);
    return List.copyOf(found);
  }

  private void collectSupertypes(TypeMirror type, Set<JavaType.Declared> found) {
    for (TypeMirror parent : types.directSupertypes(type)) {
      if (read(parent) instanceof JavaType.Declared declared
          && !declared.packageName().startsWith("java.")
          && found.add(declared)) {
        collectSupertypes(parent, found);
      }
    }
  }

  /** The stage a method returns, whichever subtype of it is declared. */
  Optional<DeclaredType> stage(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    if (element.getQualifiedName().contentEquals(CompletionStage.class.getName())) {
      return Optional.of((DeclaredType) type);
    }
    return types.directSupertypes(type).stream()
        .map(this::stage)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a stage gives; {@code CompletionStage<Void>} gives nothing, a raw stage itself. */
  JavaType content(DeclaredType stage) {
    if (stage.getTypeArguments().isEmpty()) {
      return read(stage);
    }
    return nothingIfVoid(read(stage.getTypeArguments().get(0)));
  }

  static JavaType nothingIfVoid(JavaType type) {
    return type.is("java.lang.Void") ? JavaType.NOTHING : type;
  }

  private static String name(Element element) {
    return element.getSimpleName().toString();
  }
}
