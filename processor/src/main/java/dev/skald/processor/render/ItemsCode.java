package dev.skald.processor.render;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.skald.processor.model.EachModel;
import dev.skald.processor.model.ListSource;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.StepModel;
import java.util.OptionalInt;
import javax.lang.model.element.Modifier;

/** Writes the nested class that names the lists which steps run through. */
final class ItemsCode {

  static final ClassName TYPE = ClassName.get("", "Items");

  private final SagaModel saga;

  ItemsCode(SagaModel saga) {
    this.saga = saga;
  }

  boolean isNeeded() {
    return saga.steps().stream().anyMatch(step -> step.each().isPresent());
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Items")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (int index = 0; index < saga.steps().size(); index++) {
      StepModel step = saga.steps().get(index);
      String constant = saga.signature().steps().get(index).constant();
      step.each().map(each -> constant(constant, each)).ifPresent(type::addField);
    }
    return type.build();
  }

  private FieldSpec constant(String name, EachModel each) {
    TypeName type = ParameterizedTypeName.get(RuntimeNames.ITEMS_REF, TypeCode.boxed(each.item()));
    return FieldSpec.builder(type, name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$>$>\n$L$<$<", reference(each.source()))
        .build();
  }

  private CodeBlock reference(ListSource source) {
    CodeBlock owner = owner(source.step());
    if (source instanceof ListSource.Results) {
      return CodeBlock.of("$T.resultsOf($L)", RuntimeNames.ITEMS_REF, owner);
    }
    return source instanceof ListSource.Component component
        ? CodeBlock.of(
            "$T.of($L, $T::$L)",
            RuntimeNames.ITEMS_REF,
            owner,
            TypeCode.rawName(component.owner()),
            component.name())
        : CodeBlock.of("$T.of($L)", RuntimeNames.ITEMS_REF, owner);
  }

  private CodeBlock owner(OptionalInt step) {
    return step.isEmpty()
        ? CodeBlock.of("INPUT")
        : CodeBlock.of("Steps.$L", saga.signature().steps().get(step.getAsInt()).constant());
  }
}
