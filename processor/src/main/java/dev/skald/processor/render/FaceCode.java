package dev.skald.processor.render;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.Signature.StepFace;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes what callers see, which a valid saga and a stub have in common. */
final class FaceCode {

  private final Signature signature;

  FaceCode(Signature signature) {
    this.signature = signature;
  }

  TypeSpec.Builder orchestrator() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(TypeCode.className(signature.generated()))
            .addModifiers(Modifier.FINAL)
            .superclass(
                ParameterizedTypeName.get(
                    RuntimeNames.ORCHESTRATOR,
                    TypeCode.boxed(signature.input()),
                    TypeCode.boxed(signature.result()),
                    view()))
            .alwaysQualify(signature.javaLangNames().toArray(String[]::new));
    if (signature.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    signature
        .generatedMark()
        .ifPresent(
            mark ->
                type.addAnnotation(
                    AnnotationSpec.builder(TypeCode.className(mark))
                        .addMember("value", "$S", "dev.skald.processor.SagaProcessor")
                        .build()));
    return type.addAnnotation(
        AnnotationSpec.builder(RuntimeNames.SAGA_GENERATED)
            .addMember("value", "$T.class", TypeCode.rawName(signature.saga()))
            .build());
  }

  MethodSpec.Builder constructor() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("Makes the saga known to an engine.\n\n")
            .addJavadoc("@param engine the engine that runs it\n")
            .addJavadoc(
                "@param saga the object whose steps and undos are called, by many threads\n")
            .addParameter(RuntimeNames.SAGA_ENGINE, "engine")
            .addParameter(TypeCode.name(signature.saga()), "saga");
    if (signature.injectable()) {
      constructor.addAnnotation(RuntimeNames.INJECT);
    }
    return constructor;
  }

  MethodSpec viewOf() {
    return MethodSpec.methodBuilder("view")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(view())
        .addParameter(RuntimeNames.RUN_VIEW, "run")
        .addStatement("return new $T(run)", view())
        .build();
  }

  TypeSpec steps() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Steps")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("The steps by name, for operator verbs.\n")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    int index = 0;
    for (StepFace step : signature.steps()) {
      type.addField(constant(step, index++));
    }
    return type.build();
  }

  private FieldSpec constant(StepFace step, int index) {
    TypeName type = ParameterizedTypeName.get(RuntimeNames.STEP_REF, TypeCode.boxed(step.result()));
    return FieldSpec.builder(type, step.constant())
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("{@link $L}.\n", link(step))
        .initializer(
            "$>$>\n$T.of($L, $S, $L)$<$<",
            RuntimeNames.STEP_REF,
            index,
            step.name(),
            TypeCode.value(step.result()))
        .build();
  }

  TypeSpec viewType() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("View")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .superclass(RuntimeNames.SAGA_VIEW)
            .addJavadoc("A run at one moment, step by step.\n")
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PRIVATE)
                    .addParameter(RuntimeNames.RUN_VIEW, "run")
                    .addStatement("super(run)")
                    .build());
    signature.steps().forEach(step -> type.addMethod(accessor(step)));
    return type.build();
  }

  private MethodSpec accessor(StepFace step) {
    boolean silent = step.result() instanceof JavaType.Nothing;
    boolean several = step.forEach() && !silent;
    TypeName result = TypeCode.boxed(step.result());
    TypeName shown =
        several ? ParameterizedTypeName.get(ClassName.get(List.class), result) : result;
    return MethodSpec.methodBuilder(step.viewMethod())
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The step {@link $L}.\n\n", link(step))
        .addJavadoc(
            silent
                ? "@return its state\n"
                : several
                    ? "@return its state and, if it has them, its results in the order of the list\n"
                    : "@return its state and, if it has one, its result\n")
        .returns(ParameterizedTypeName.get(RuntimeNames.STEP_VIEW, shown))
        .addStatement("return $L(Steps.$L)", several ? "steps" : "step", step.constant())
        .build();
  }

  private CodeBlock link(StepFace step) {
    return CodeBlock.of("$T#$L", TypeCode.name(signature.saga()), step.name());
  }

  ClassName view() {
    return TypeCode.className(signature.generated()).nestedClass("View");
  }
}
