package dev.skald.processor.render;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.Signature.SignalFace;
import dev.skald.processor.model.Signature.StepFace;
import javax.lang.model.element.Modifier;

/** Writes how external events come in: a method for each, and the constants that name them. */
final class SignalsCode {

  private static final ClassName TYPE = ClassName.get("", "Signals");

  private final Signature signature;

  SignalsCode(Signature signature) {
    this.signature = signature;
  }

  static CodeBlock constant(SignalFace signal) {
    return CodeBlock.of("$T.$L", TYPE, signal.constant());
  }

  void addTo(TypeSpec.Builder orchestrator) {
    if (!signature.signals().isEmpty()) {
      signature.signals().forEach(signal -> orchestrator.addMethod(method(signal)));
      orchestrator.addType(type());
    }
  }

  private MethodSpec method(SignalFace signal) {
    TypeName saga = TypeCode.name(signature.saga());
    TypeName event = TypeCode.boxed(signal.event());
    return MethodSpec.methodBuilder(signal.method())
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc(
            "Brings the event to a run, in which {@link $T#$L} waits for it.\n",
            saga,
            signal.step())
        .addJavadoc("When it returns, the event is durable.\n\n")
        .addJavadoc("@param key the run's business key\n")
        .addJavadoc(
            "@param eventId tells events apart, so that one that is brought twice counts once\n")
        .addJavadoc("@param event the event\n")
        .addJavadoc("@return what became of it\n")
        .returns(RuntimeNames.SIGNAL_RECEIPT)
        .addParameter(String.class, "key")
        .addParameter(String.class, "eventId")
        .addParameter(event, "event")
        .addStatement("return signal($L, key, eventId, event)", constant(signal))
        .build();
  }

  private TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Signals")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    signature.signals().forEach(signal -> type.addField(field(signal)));
    return type.build();
  }

  private FieldSpec field(SignalFace signal) {
    TypeName event = TypeCode.boxed(signal.event());
    return FieldSpec.builder(
            ParameterizedTypeName.get(RuntimeNames.SIGNAL_REF, event), signal.constant())
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(
            "$>$>\n$T.of(Steps.$L, $S, $L)$<$<",
            RuntimeNames.SIGNAL_REF,
            step(signal),
            signal.method(),
            TypeCode.value(signal.event()))
        .build();
  }

  private String step(SignalFace signal) {
    return signature.steps().stream()
        .filter(step -> step.name().equals(signal.step()))
        .map(StepFace::constant)
        .findFirst()
        .orElseThrow();
  }
}
