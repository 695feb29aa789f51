package dev.skald.processor.render;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.skald.processor.model.CallModel;
import dev.skald.processor.model.CallModel.Argument;
import dev.skald.processor.model.LockModel;
import dev.skald.processor.model.LockModel.Key;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.Signature.SignalFace;
import dev.skald.processor.model.StepModel;
import dev.skald.processor.model.UndoModel;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the nested class with one static method for each method of the user that is called. */
final class CallsCode {

  private final SagaModel saga;

  CallsCode(SagaModel saga) {
    this.saga = saga;
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Calls")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (StepModel step : saga.steps()) {
      type.addMethod(method(step.call()));
      step.locks().stream().map(this::method).forEach(type::addMethod);
      step.undo().map(UndoModel::call).map(this::method).ifPresent(type::addMethod);
    }
    saga.returns().map(this::method).ifPresent(type::addMethod);
    return type.build();
  }

  private MethodSpec method(CallModel call) {
    List<CodeBlock> arguments = call.arguments().stream().map(this::argument).toList();
    CodeBlock code = CodeBlock.of("saga.$L($L)", call.method(), CodeBlock.join(arguments, ",$W"));
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(call.invoker())
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(Object.class)
            .addParameter(TypeCode.name(saga.signature().saga()), "saga")
            .addParameter(RuntimeNames.CALL, "call")
            .addException(Exception.class);
    return call.hasValue()
        ? method.addStatement("return $L", code).build()
        : method.addStatement("$L", code).addStatement("return null").build();
  }

  /** Reads the key of a lock, or all its keys. */
  private MethodSpec method(LockModel lock) {
    CodeBlock value = argument(lock.value());
    if (lock.value() instanceof Argument.Variant) {
      value = CodeBlock.of("($L)", value);
    }
    CodeBlock key = CodeBlock.of("");
    if (lock.key() instanceof Key.Component component) {
      key = CodeBlock.of(".$L()", component.name());
    }
    if (lock.key() instanceof Key.OfItems items) {
      TypeName item = TypeCode.rawName(items.item());
      key = CodeBlock.of(".stream().map($T::$L).toList()", item, items.name());
    }
    return MethodSpec.methodBuilder(lock.invoker())
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(Object.class)
        .addParameter(RuntimeNames.CALL, "call")
        .addStatement("return $L$L", value, key)
        .build();
  }

  private CodeBlock argument(Argument argument) {
    if (argument instanceof Argument.Results results) {
      return CodeBlock.of("call.results($L)", constant(results.step()));
    }
    if (argument instanceof Argument.Item item) {
      String constant = saga.signature().steps().get(item.step()).constant();
      return CodeBlock.of("call.item($T.$L)", ItemsCode.TYPE, constant);
    }
    if (argument instanceof Argument.Signal signal) {
      SignalFace face = saga.signature().signals().get(signal.signal());
      String method = signal.optional() ? "optionalSignal" : "signal";
      return CodeBlock.of("call.$L($L)", method, SignalsCode.constant(face));
    }
    if (argument instanceof Argument.Resource resource) {
      return CodeBlock.of("call.resource($T.class)", TypeCode.rawName(resource.type()));
    }
    if (argument instanceof Argument.Result result) {
      return CodeBlock.of("call.result($L)", constant(result.step()));
    }
    if (argument instanceof Argument.Variant variant) {
      return CodeBlock.of(
          "($T) call.result($L)", TypeCode.name(variant.type()), constant(variant.step()));
    }
    if (argument instanceof Argument.OneOf join) {
      return CodeBlock.of("call.oneOf($L)", constants(join));
    }
    if (argument instanceof Argument.Maybe maybe) {
      return maybe(maybe.of());
    }
    if (argument instanceof Argument.Outcome outcome) {
      return CodeBlock.of("call.outcome($L)", constant(outcome.step()));
    }
    return CodeBlock.of(
        argument instanceof Argument.Input ? "call.input(INPUT)" : "call.context()");
  }

  private CodeBlock maybe(Argument argument) {
    if (argument instanceof Argument.OneOf join) {
      return CodeBlock.of("call.optionalOneOf($L)", constants(join));
    }
    if (argument instanceof Argument.Variant variant) {
      return maybe(variant);
    }
    return CodeBlock.of("call.optional($L)", constant(((Argument.Result) argument).step()));
  }

  /** There is no class of a parameterized type to hand over. */
  private CodeBlock maybe(Argument.Variant variant) {
    return variant.type().arguments().isEmpty()
        ? CodeBlock.of(
            "call.optional($L,$W$T.class)",
            constant(variant.step()),
            TypeCode.rawName(variant.type()))
        : CodeBlock.of(
            "call.optional($L).filter($T.class::isInstance).map(result -> ($T) result)",
            constant(variant.step()),
            TypeCode.rawName(variant.type()),
            TypeCode.name(variant.type()));
  }

  private CodeBlock constants(Argument.OneOf join) {
    return CodeBlock.of(
        "$T.of($L)",
        List.class,
        join.steps().stream()
            .map(step -> CodeBlock.of("$L", constant(step)))
            .collect(CodeBlock.joining(",$W")));
  }

  private String constant(int step) {
    return "Steps." + saga.signature().steps().get(step).constant();
  }
}
