package dev.skald.processor.validate;

import dev.skald.processor.model.CallModel;
import dev.skald.processor.model.CallModel.Argument;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.Span;
import dev.skald.processor.model.StepDraft;
import dev.skald.processor.model.StepModel;
import dev.skald.processor.model.ThrownDraft;
import dev.skald.processor.model.UndoModel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the model of a saga in which the rules found no error. */
final class Assembler {

  private final Wired wired;
  private final Draft draft;
  private final Policies policies;
  private final Signature signature;
  private final Elements elements;
  private final Pipelines pipelines;
  private final Set<String> invokers;

  Assembler(Wired wired, Signature signature) {
    this.wired = wired;
    this.signature = signature;
    this.elements = new Elements(wired, signature);
    this.pipelines = new Pipelines(wired);
    this.draft = wired.draft();
    this.policies = new Policies(wired);
    this.invokers =
        draft.methods().stream()
            .map(MethodDraft::name)
            .collect(Collectors.toCollection(HashSet::new));
  }

  SagaModel model() {
    return new SagaModel(
        signature,
        draft.name().value(),
        draft.version().value(),
        draft.deadline().map(Located::value).flatMap(Span::parse),
        IntStream.range(0, wired.steps().size()).mapToObj(this::step).toList(),
        wired.pivots().all(),
        draft.returns().stream().findFirst().map(this::call),
        draft.returns().isEmpty()
            && wired.graph().singleSink().isPresent()
            && wired.resultStep().isEmpty());
  }

  private StepModel step(int index) {
    MethodDraft step = wired.step(index);
    return new StepModel(
        call(step),
        Edges.of(wired.branches().waits(index), other -> wired.branches().implies(index, other)),
        elements.gate(step),
        elements.locks(step, this::argument, invokers),
        elements.each(step),
        variants(index),
        ends(step),
        effect(step),
        wired.pivots().isAfter(index),
        Elements.mode(step),
        step.pipelined(),
        pipelines.runsAhead(index),
        rejects(step),
        policies.ofStep(index),
        policies.timeout(step),
        wired.undo(index).map(this::undo));
  }

  private List<JavaType.Declared> variants(int step) {
    return wired.branches().isBranching(step)
        ? wired.variants(step).orElseThrow().leaves()
        : List.of();
  }

  private static List<JavaType> ends(MethodDraft step) {
    return step.step().orElseThrow().ends().stream().map(Located::value).toList();
  }

  private UndoModel undo(MethodDraft undo) {
    CallModel call = call(undo);
    return new UndoModel(call, needs(undo, call), policies.ofUndo(undo), policies.timeout(undo));
  }

  /** Whoever takes the plain result needs it, whatever else is taken. */
  private UndoModel.Needs needs(MethodDraft undo, CallModel call) {
    int own = wired.undone(undo).orElseThrow();
    boolean takesResult =
        Wired.uses(List.of(undo)).stream()
            .map(wired::bind)
            .filter(binding -> !(binding instanceof Binding.Outcome))
            .anyMatch(binding -> binding.steps().contains(own));
    if (takesResult) {
      return UndoModel.Needs.RESULT;
    }
    return call.arguments().contains(new Argument.Outcome(own))
        ? UndoModel.Needs.OUTCOME
        : UndoModel.Needs.NOTHING;
  }

  private CallModel call(MethodDraft method) {
    List<Argument> arguments = Wired.uses(List.of(method)).stream().map(this::argument).toList();
    boolean hasValue =
        method.async()
            || method.child().isPresent()
            || !(method.result() instanceof JavaType.Nothing);
    String invoker = Names.invoker(method.name(), invokers);
    return new CallModel(method.name(), invoker, arguments, hasValue, method.async());
  }

  private Argument argument(Wired.Use use) {
    return argument(wired.bind(use), use);
  }

  private Argument argument(Binding binding, Wired.Use use) {
    Optional<Integer> undone = wired.undone(use.method());
    if (binding instanceof Binding.Result result) {
      boolean ofItem = undone.equals(Optional.of(result.step()));
      return wired.step(result.step()).isForEach() && !ofItem
          ? new Argument.Results(result.step())
          : new Argument.Result(result.step());
    }
    if (binding instanceof Binding.Item) {
      return new Argument.Item(undone.orElseGet(() -> wired.steps().indexOf(use.method())));
    }
    if (binding instanceof Binding.Event) {
      return new Argument.Signal(
          elements.signal(use.method()), Signals.isOptional(use.parameter()));
    }
    if (binding instanceof Binding.Resource) {
      return new Argument.Resource(use.parameter().type());
    }
    if (binding instanceof Binding.Variant variant) {
      return new Argument.Variant(variant.step(), (JavaType.Declared) variant.type());
    }
    if (binding instanceof Binding.OneOf join) {
      return new Argument.OneOf(join.steps());
    }
    if (binding instanceof Binding.Maybe maybe) {
      return new Argument.Maybe(argument(maybe.of(), use));
    }
    if (binding instanceof Binding.Outcome outcome) {
      return new Argument.Outcome(outcome.step());
    }
    if (binding instanceof Binding.Input) {
      return new Argument.Input();
    }
    if (binding instanceof Binding.Context) {
      return new Argument.Context();
    }
    throw new IllegalStateException("A rule let pass " + binding);
  }

  private static StepModel.Effect effect(MethodDraft step) {
    if (step.readOnly()) {
      return StepModel.Effect.NONE;
    }
    return step.irreversible().isPresent()
        ? StepModel.Effect.IRREVERSIBLE
        : StepModel.Effect.EFFECT;
  }

  private static List<JavaType> rejects(MethodDraft step) {
    Set<JavaType> types = new LinkedHashSet<>();
    step.thrown().stream().filter(ThrownDraft::rejects).map(ThrownDraft::type).forEach(types::add);
    Optional<StepDraft> mark = step.step();
    mark.ifPresent(found -> found.rejects().forEach(type -> types.add(type.value())));
    return List.copyOf(types);
  }
}
