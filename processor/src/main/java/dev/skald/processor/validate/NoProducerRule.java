package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      if (unknown && !input.equals(Optional.of(use.parameter().type().boxed()))) {
        report.add(
            use.parameter().where(),
            Wording.noProducer(
                use.parameter().name(),
                use.method().name(),
                use.parameter().type().toString(),
                input.map(JavaType::toString),
                types(saga)));
      }
    }
  }

  private static List<String> types(Wired saga) {
    return Stream.concat(saga.input().stream(), saga.steps().stream().map(MethodDraft::result))
        .filter(type -> !(type instanceof JavaType.Nothing))
        .map(JavaType::toString)
        .distinct()
        .toList();
  }
}
