package dev.skald.processor.render;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.skald.processor.model.JavaType;
import java.util.List;

/** How a type is written in generated code. */
final class TypeCode {

  private TypeCode() {}

  /** The type of a variable or a type argument, boxed; {@code Void} for nothing. */
  static TypeName boxed(JavaType type) {
    return type instanceof JavaType.Nothing ? ClassName.get(Void.class) : name(type.boxed());
  }

  /** The type as written; types that have no name become {@code Object}, which only stubs need. */
  static TypeName name(JavaType type) {
    if (type instanceof JavaType.Declared declared) {
      return declared.arguments().isEmpty()
          ? className(declared)
          : ParameterizedTypeName.get(className(declared), names(declared.arguments()));
    }
    if (type instanceof JavaType.ArrayOf array) {
      return ArrayTypeName.of(name(array.component()));
    }
    if (type instanceof JavaType.Primitive primitive) {
      return ((ClassName) name(primitive.boxed())).unbox();
    }
    return type instanceof JavaType.Nothing ? TypeName.VOID : ClassName.OBJECT;
  }

  /** The type without its type arguments, as in a class literal. */
  static TypeName rawName(JavaType type) {
    return type instanceof JavaType.Declared declared ? className(declared) : ClassName.OBJECT;
  }

  static ClassName className(JavaType.Declared type) {
    List<String> names = type.names();
    return ClassName.get(
        type.packageName(), names.get(0), names.subList(1, names.size()).toArray(String[]::new));
  }

  /** An expression whose value is the type, for the codec. */
  static CodeBlock value(JavaType type) {
    if (type instanceof JavaType.Nothing) {
      return CodeBlock.of("void.class");
    }
    if (type instanceof JavaType.Declared declared && !declared.arguments().isEmpty()) {
      List<CodeBlock> arguments = declared.arguments().stream().map(TypeCode::value).toList();
      return CodeBlock.of(
          "$T.of($T.class,$W$L)",
          RuntimeNames.TYPES,
          className(declared),
          CodeBlock.join(arguments, ",$W"));
    }
    return CodeBlock.of("$T.class", name(type.boxed()));
  }

  private static TypeName[] names(List<JavaType> types) {
    return types.stream().map(TypeCode::name).toArray(TypeName[]::new);
  }
}
