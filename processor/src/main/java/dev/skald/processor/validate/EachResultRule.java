package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.ParameterDraft;
import java.util.Optional;
import java.util.stream.IntStream;

/** A step that runs for each item has a list of results, of which its undo gets one. */
final class EachResultRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      ParameterDraft parameter = use.parameter();
      joined(use, saga)
          .ifPresent(
              step ->
                  report.add(
                      parameter.where(),
                      ElementWording.eachJoined(
                          use.method().name(),
                          parameter.type().toString(),
                          parameter.name(),
                          saga.step(step).name())));
      single(use, saga)
          .ifPresent(
              step ->
                  report.add(
                      parameter.where(),
                      ElementWording.eachResult(
                          use.method().name(),
                          parameter.type().toString(),
                          parameter.name(),
                          saga.step(step).name(),
                          saga.given(step).toString())));
      whole(use, saga)
          .ifPresent(
              step ->
                  report.add(
                      parameter.where(),
                      ElementWording.eachUndoResult(
                          use.method().name(),
                          parameter.type().toString(),
                          parameter.name(),
                          saga.step(step).name(),
                          saga.step(step).result().toString())));
    }
  }

  /** Whether this rule has something to say, so that others need not. */
  static boolean concerns(Wired.Use use, Wired saga) {
    return single(use, saga).isPresent();
  }

  /** The step whose results are taken as if there were only one. */
  private static Optional<Integer> single(Wired.Use use, Wired saga) {
    JavaType type = use.parameter().type().boxed();
    Optional<Integer> named = use.parameter().from().map(Located::value).flatMap(saga::index);
    Optional<Integer> own = saga.undone(use.method());
    boolean unknown = saga.bind(use) instanceof Binding.Input;
    return IntStream.range(0, saga.steps().size())
        .boxed()
        .filter(step -> unknown || named.equals(Optional.of(step)))
        .filter(step -> saga.step(step).isForEach() && !own.equals(Optional.of(step)))
        .filter(step -> saga.step(step).result().boxed().equals(type))
        .filter(step -> use.parameter().each().isEmpty())
        .findFirst();
  }

  /** The step whose results may be there or not, or come from one of several. */
  private static Optional<Integer> joined(Wired.Use use, Wired saga) {
    Binding binding = saga.bind(use);
    return binding instanceof Binding.Maybe || binding instanceof Binding.OneOf
        ? binding.steps().stream().filter(step -> saga.step(step).isForEach()).findFirst()
        : Optional.empty();
  }

  /** The step whose undo takes all of its results. */
  private static Optional<Integer> whole(Wired.Use use, Wired saga) {
    return saga.undone(use.method())
        .filter(step -> saga.step(step).isForEach())
        .filter(step -> saga.bind(use).equals(new Binding.Result(step)))
        .filter(step -> !saga.gives(use.method(), step, use.parameter().type()))
        .filter(step -> saga.returns(step, use.parameter().type()));
  }
}
