package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Message;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.MethodDraft;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Effects are ordered, or said to need no order. */
final class UnorderedRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int step = 0; step < saga.steps().size(); step++) {
      int late = step;
      List<MethodDraft> others =
          IntStream.range(0, step)
              .filter(early -> saga.hasEffect(early) && saga.hasEffect(late))
              .filter(early -> saga.graph().isUnordered(early, late))
              .filter(early -> !saga.branches().exclusive(early, late))
              .mapToObj(saga::step)
              .filter(early -> !(isParallel(early) && isParallel(saga.step(late))))
              .toList();
      if (!others.isEmpty()) {
        report.add(saga.step(step).where(), message(saga.step(step), others));
      }
    }
  }

  private static Message message(MethodDraft step, List<MethodDraft> others) {
    List<MethodDraft> all = Stream.concat(Stream.of(step), others.stream()).toList();
    // A pivot is never parallel, so beside it only an order helps.
    List<String> toMark =
        all.stream().anyMatch(method -> method.pivot().isPresent())
            ? List.of()
            : all.stream().filter(method -> !isParallel(method)).map(MethodDraft::name).toList();
    return Wording.unordered(step.name(), others.stream().map(MethodDraft::name).toList(), toMark);
  }

  private static boolean isParallel(MethodDraft step) {
    return step.parallel().isPresent();
  }
}
