package dev.skald.processor.render;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.skald.processor.model.CallModel;
import dev.skald.processor.model.GateModel;
import dev.skald.processor.model.Lineage;
import dev.skald.processor.model.RetryModel;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.Signature.StepFace;
import dev.skald.processor.model.Span;
import dev.skald.processor.model.StepModel;
import dev.skald.processor.model.UndoModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** Writes the constant that holds the plan: data, one entry for each step. */
final class PlanCode {

  private static final ClassName CALLS = ClassName.get("", "Calls");

  /** The nested class with the parts of a plan that is too long for one expression. */
  private static final ClassName PARTS = ClassName.get("", "Parts");

  /**
   * What one method of a plan holds, in steps and in names of other steps: far below the 64 KB that
   * Java allows, and few enough that one can read it.
   */
  private static final int LARGEST = 100;

  private final SagaModel saga;
  private final Lineage lineage;

  PlanCode(SagaModel saga, Lineage lineage) {
    this.saga = saga;
    this.lineage = lineage;
  }

  FieldSpec input() {
    var type = TypeCode.boxed(saga.signature().input());
    return FieldSpec.builder(ParameterizedTypeName.get(RuntimeNames.INPUT_REF, type), "INPUT")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$T.of($L)", RuntimeNames.INPUT_REF, TypeCode.value(saga.signature().input()))
        .build();
  }

  FieldSpec plan() {
    var user = TypeCode.name(saga.signature().saga());
    CodeBlock.Builder code = CodeBlock.builder();
    if (isLong()) {
      code.add("$>$>\n$T.steps()$>$>", PARTS);
    } else {
      code.add("$>$>\n$L$>$>", spec());
      code.add(steps(0, saga.steps().size()));
    }
    saga.pivots().forEach(pivot -> code.add("\n.pivot($L)", constant(pivot)));
    saga.returns().ifPresent(returns -> code.add("\n.returns($L)", invoker(returns)));
    code.add(saga.withoutResult() ? "\n.withoutResult()" : "");
    lineage(code);
    return FieldSpec.builder(ParameterizedTypeName.get(RuntimeNames.SAGA_PLAN, user), "PLAN")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(code.add("\n.plan()$<$<$<$<").build())
        .build();
  }

  /** What a run says that it was started with, and what this plan takes over from. */
  private void lineage(CodeBlock.Builder code) {
    code.add("\n.fingerprint($S)", lineage.fingerprint());
    if (!lineage.supersedes().isEmpty()) {
      List<CodeBlock> former =
          lineage.supersedes().stream().map(digits -> CodeBlock.of("$S", digits)).toList();
      code.add("\n.supersedes($>$>\n$L$<$<)", CodeBlock.join(former, ",\n"));
    }
  }

  /** The start of the plan: what there is to say of the saga as a whole. */
  private CodeBlock spec() {
    CodeBlock.Builder code = CodeBlock.builder();
    code.add(
        "$T.<$T>of($S, $L, INPUT)",
        RuntimeNames.SAGA_SPEC,
        TypeCode.name(saga.signature().saga()),
        saga.name(),
        saga.version());
    saga.deadline().ifPresent(deadline -> code.add("$>$>\n.deadline($L)$<$<", duration(deadline)));
    return code.build();
  }

  private CodeBlock steps(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(step -> CodeBlock.of("\n.step($>$>\n$L$<$<)", step(step)))
        .collect(CodeBlock.joining(""));
  }

  /** Whether Java would not take the plan as one expression. */
  boolean isLong() {
    return ends().size() > 1;
  }

  /** Where each part of the plan ends. */
  private List<Integer> ends() {
    List<Integer> ends = new ArrayList<>();
    int weight = 0;
    for (int step = 0; step < saga.steps().size(); step++) {
      int more = 1 + saga.steps().get(step).edges().size();
      if (weight > 0 && weight + more > LARGEST) {
        ends.add(step);
        weight = 0;
      }
      weight += more;
    }
    ends.add(saga.steps().size());
    return ends;
  }

  /** One method for each part of a long plan, and one that calls them in turn. */
  TypeSpec parts() {
    TypeName spec =
        ParameterizedTypeName.get(RuntimeNames.SAGA_SPEC, TypeCode.name(saga.signature().saga()));
    MethodSpec.Builder all =
        MethodSpec.methodBuilder("steps")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(spec)
            .addStatement("$T spec =$>$>\n$L$<$<", spec, spec());
    TypeSpec.Builder parts =
        TypeSpec.classBuilder(PARTS)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    List<MethodSpec> methods = new ArrayList<>();
    int from = 0;
    for (int to : ends()) {
      String name = "stepsFrom" + from;
      all.addStatement("$L(spec)", name);
      methods.add(
          MethodSpec.methodBuilder(name)
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addParameter(spec, "spec")
              .addStatement("spec$>$>$L$<$<", steps(from, to))
              .build());
      from = to;
    }
    return parts.addMethod(all.addStatement("return spec").build()).addMethods(methods).build();
  }

  private CodeBlock step(int index) {
    StepModel step = saga.steps().get(index);
    List<CodeBlock> chain = new ArrayList<>(new EdgesCode(saga.signature()).links(step));
    elements(index, step, chain);
    switch (step.effect()) {
      case NONE -> chain.add(CodeBlock.of(".readOnly()"));
      case IRREVERSIBLE -> chain.add(CodeBlock.of(".irreversible()"));
      case EFFECT -> {
        // What a step has by default.
      }
    }
    if (step.call().async()) {
      chain.add(CodeBlock.of(".async()"));
    }
    if (!step.rejects().isEmpty()) {
      List<CodeBlock> types = step.rejects().stream().map(TypeCode::value).toList();
      chain.add(CodeBlock.of(".rejects($L)", CodeBlock.join(types, ",$W")));
    }
    if (step.afterPivot()) {
      chain.add(CodeBlock.of(".afterPivot()"));
    }
    step.retry().ifPresent(retry -> chain.add(retry(retry)));
    step.timeout().ifPresent(timeout -> chain.add(CodeBlock.of(".timeout($L)", duration(timeout))));
    step.undo().ifPresent(undo -> chain.add(CodeBlock.of(".undo($>$>\n$L$<$<)", undo(undo))));
    return chained(
        CodeBlock.of(
            "$T.of($L, $L)", RuntimeNames.STEP_SPEC, constant(index), invoker(step.call())),
        chain);
  }

  /** What the step waits for beside other steps, and how it is called. */
  private void elements(int index, StepModel step, List<CodeBlock> chain) {
    step.each()
        .ifPresent(
            each ->
                chain.add(
                    CodeBlock.of(
                        ".each($T.$L, $L)",
                        ItemsCode.TYPE,
                        saga.signature().steps().get(index).constant(),
                        each.concurrency())));
    if (step.gate() instanceof GateModel.Delay delay) {
      chain.add(CodeBlock.of(".delay($L)", duration(delay.time())));
    }
    if (step.gate() instanceof GateModel.Signal signal) {
      chain.add(signal(signal));
    }
    step.locks()
        .forEach(
            lock ->
                chain.add(
                    CodeBlock.of(".exclusive($S, $T::$L)", lock.name(), CALLS, lock.invoker())));
    switch (step.mode()) {
      case AT_MOST_ONCE -> chain.add(CodeBlock.of(".atMostOnce()"));
      case TRANSACTIONAL -> chain.add(CodeBlock.of(".transactional()"));
      case CHILD -> chain.add(CodeBlock.of(".child()"));
      case AT_LEAST_ONCE -> {
        // How a step is called by default.
      }
    }
    if (step.pipelined()) {
      chain.add(CodeBlock.of(".pipelined()"));
    }
  }

  private CodeBlock signal(GateModel.Signal signal) {
    CodeBlock constant = SignalsCode.constant(saga.signature().signals().get(signal.signal()));
    return signal
        .timeout()
        .map(
            timeout ->
                CodeBlock.of(
                    ".$L($L,$W$L)",
                    signal.optional() ? "signalOrEmpty" : "signalOrFail",
                    constant,
                    duration(timeout)))
        .orElseGet(() -> CodeBlock.of(".signal($L)", constant));
  }

  private static CodeBlock undo(UndoModel undo) {
    List<CodeBlock> chain = new ArrayList<>();
    switch (undo.needs()) {
      case RESULT -> chain.add(CodeBlock.of(".needsResult()"));
      case OUTCOME -> chain.add(CodeBlock.of(".takesOutcome()"));
      case NOTHING -> {
        // What an undo has by default.
      }
    }
    if (undo.call().async()) {
      chain.add(CodeBlock.of(".async()"));
    }
    undo.retry().ifPresent(retry -> chain.add(retry(retry)));
    undo.timeout().ifPresent(timeout -> chain.add(CodeBlock.of(".timeout($L)", duration(timeout))));
    return chained(
        CodeBlock.of(
            "$T.of($S, $L)", RuntimeNames.UNDO_SPEC, undo.call().method(), invoker(undo.call())),
        chain);
  }

  private static CodeBlock chained(CodeBlock start, List<CodeBlock> chain) {
    CodeBlock.Builder code = CodeBlock.builder().add(start).add("$>$>");
    chain.forEach(link -> code.add("\n$L", link));
    return code.add("$<$<").build();
  }

  private static CodeBlock retry(RetryModel retry) {
    CodeBlock attempts =
        retry.maxAttempts().isPresent()
            ? CodeBlock.of("$L", retry.maxAttempts().getAsInt())
            : CodeBlock.of("$T.UNLIMITED", RuntimeNames.RETRY_POLICY);
    return CodeBlock.of(
        ".retry($>$>\nnew $T($L,$W$L,$W$L,$W$L,$W$L)$<$<)",
        RuntimeNames.RETRY_POLICY,
        attempts,
        duration(retry.delay()),
        duration(retry.maxDelay()),
        retry.multiplier(),
        retry.jitter());
  }

  static CodeBlock duration(Span span) {
    String factory =
        switch (span.unit()) {
          case MILLIS -> "ofMillis";
          case SECONDS -> "ofSeconds";
          case MINUTES -> "ofMinutes";
          case HOURS -> "ofHours";
          case DAYS -> "ofDays";
        };
    // A number that is no int literal needs its L.
    String suffix = span.amount() > Integer.MAX_VALUE ? "L" : "";
    return CodeBlock.of("$T.$L($L$L)", Duration.class, factory, span.amount(), suffix);
  }

  private CodeBlock constant(int step) {
    StepFace face = saga.signature().steps().get(step);
    return CodeBlock.of("Steps.$L", face.constant());
  }

  private static CodeBlock invoker(CallModel call) {
    return CodeBlock.of("$T::$L", CALLS, call.invoker());
  }
}
