package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.ThrownDraft;
import dev.skald.processor.model.TypeShape;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Generated code has to name the types of steps, results and rejections. */
final class InaccessibleTypeRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    Set<String> told = new HashSet<>();
    for (MethodDraft method : saga.methods()) {
      Stream.of(
              Stream.of(method.returnType(), method.result()),
              method.parameters().stream().map(ParameterDraft::type),
              method.thrown().stream().filter(ThrownDraft::rejects).map(ThrownDraft::type),
              method.step().stream().flatMap(step -> step.rejects().stream()).map(Located::value))
          .flatMap(types -> types)
          .flatMap(InaccessibleTypeRule::named)
          .filter(type -> isPrivate(type, saga) && told.add(type.qualifiedName()))
          .forEach(
              type ->
                  report.add(
                      method.where(), DataWording.inaccessible(type.simpleName(), method.name())));
    }
  }

  private static boolean isPrivate(JavaType.Declared type, Draft saga) {
    TypeShape shape = saga.shapes().get(type.qualifiedName());
    return shape != null && !shape.accessible();
  }

  private static Stream<JavaType.Declared> named(JavaType type) {
    if (type instanceof JavaType.ArrayOf array) {
      return named(array.component());
    }
    return type instanceof JavaType.Declared declared
        ? Stream.concat(
            Stream.of(declared), declared.arguments().stream().flatMap(InaccessibleTypeRule::named))
        : Stream.empty();
  }
}
