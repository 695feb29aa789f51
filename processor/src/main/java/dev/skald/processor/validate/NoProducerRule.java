package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Undos and the result method take what is there. */
final class NoProducerRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    List<MethodDraft> takers = new ArrayList<>(saga.draft().undos());
    takers.addAll(saga.draft().returns());
    Optional<JavaType> input = saga.input();
    for (Wired.Use use : Wired.uses(takers)) {
      boolean unknown = saga.bind(use) instanceof Binding.Input;
      // Where steps take several types, which of them is the input is another rule's question.
      if (unknown && !saga.inputs().containsKey(use.parameter().type().boxed())) {
        report.add(
            use.parameter().where(),
            DataWording.noProducer(
                use.parameter().name(),
                use.method().name(),
                use.parameter().type().toString(),
                input.map(JavaType::toString),
                types(use.method(), saga)));
      }
    }
  }

  /** What the method may take: for an undo, what is sure to be there when it runs. */
  private static List<String> types(MethodDraft taker, Wired saga) {
    Stream<JavaType> given =
        saga.undone(taker)
            .map(step -> sureTypes(step, saga))
            .orElseGet(() -> IntStream.range(0, saga.steps().size()).mapToObj(saga::given));
    return Stream.concat(saga.input().stream(), given)
        .filter(type -> !(type instanceof JavaType.Nothing))
        .map(JavaType::toString)
        .distinct()
        .toList();
  }

  private static Stream<JavaType> sureTypes(int undone, Wired saga) {
    return Stream.concat(
        Stream.of(saga.step(undone).result(), saga.outcome(undone)),
        IntStream.range(0, saga.steps().size())
            .filter(step -> saga.graph().isAncestor(step, undone))
            .mapToObj(saga::given));
  }
}
