package dev.skald.processor.validate;

import dev.skald.processor.model.CallModel.Argument;
import dev.skald.processor.model.EachModel;
import dev.skald.processor.model.GateModel;
import dev.skald.processor.model.LockModel;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.SignalDraft;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.Signature.SignalFace;
import dev.skald.processor.model.Span;
import dev.skald.processor.model.StepDraft;
import dev.skald.processor.model.StepModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes what a step of a valid saga has beside its call: lists, events, delays, locks. */
final class Elements {

  private final Wired wired;
  private final Signature signature;

  Elements(Wired wired, Signature signature) {
    this.wired = wired;
    this.signature = signature;
  }

  Optional<EachModel> each(MethodDraft step) {
    return step.items().stream()
        .findFirst()
        .map(
            item ->
                new EachModel(
                    ((Binding.Item) wired.bind(new Wired.Use(step, item))).list(),
                    item.type(),
                    item.each().orElseThrow().concurrency().value()));
  }

  GateModel gate(MethodDraft step) {
    Optional<ParameterDraft> signal = Signals.of(step).stream().findFirst();
    if (signal.isPresent()) {
      Optional<Span> timeout =
          signal
              .flatMap(ParameterDraft::signal)
              .flatMap(SignalDraft::timeout)
              .flatMap(text -> Span.parse(text.value()));
      return new GateModel.Signal(signal(step), timeout, Signals.isOptional(signal.get()));
    }
    return step.step()
        .flatMap(StepDraft::delay)
        .flatMap(text -> Span.parse(text.value()))
        .<GateModel>map(GateModel.Delay::new)
        .orElse(GateModel.NONE);
  }

  /** The place of the event that a step waits for. */
  int signal(MethodDraft step) {
    List<String> waiting = signature.signals().stream().map(SignalFace::step).toList();
    return waiting.indexOf(step.name());
  }

  List<LockModel> locks(
      MethodDraft step, Function<Wired.Use, Argument> argument, Set<String> invokers) {
    Keys keys = new Keys(wired.draft());
    List<LockModel> locks = new ArrayList<>();
    for (Wired.Use use : Wired.uses(List.of(step))) {
      use.parameter()
          .exclusive()
          .ifPresent(
              name -> {
                String invoker = Names.unique(Names.key(name.value(), step.name()), "_2", invokers);
                locks.add(
                    new LockModel(
                        name.value(),
                        invoker,
                        argument.apply(use),
                        keys.key(use.parameter().type(), name.value()).orElseThrow()));
              });
    }
    return locks;
  }

  static StepModel.Mode mode(MethodDraft step) {
    if (step.child().isPresent()) {
      return StepModel.Mode.CHILD;
    }
    if (step.transactional()) {
      return StepModel.Mode.TRANSACTIONAL;
    }
    return step.atMostOnce() ? StepModel.Mode.AT_MOST_ONCE : StepModel.Mode.AT_LEAST_ONCE;
  }
}
