package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Message;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Effects are ordered, or said to need no order. */
final class UnorderedRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int step = 0; step < saga.steps().size(); step++) {
      int late = step;
      List<Integer> others =
          IntStream.range(0, step)
              .filter(early -> saga.hasEffect(early) && saga.hasEffect(late))
              .filter(early -> saga.graph().isUnordered(early, late))
              .filter(early -> !saga.branches().exclusive(early, late))
              .filter(early -> !(isParallel(saga.step(early)) && isParallel(saga.step(late))))
              .boxed()
              .toList();
      if (!others.isEmpty()) {
        report.add(saga.step(step).where(), message(step, others, saga));
      }
    }
  }

  private static Message message(int step, List<Integer> others, Wired saga) {
    List<MethodDraft> all =
        Stream.concat(Stream.of(step), others.stream()).map(saga::step).toList();
    // A pivot is never parallel, so beside it only an order helps.
    List<String> toMark =
        all.stream().anyMatch(method -> method.pivot().isPresent())
            ? List.of()
            : all.stream().filter(method -> !isParallel(method)).map(MethodDraft::name).toList();
    List<String> names = all.stream().skip(1).map(MethodDraft::name).toList();
    return DataWording.unordered(
        saga.step(step).name(), names, optional(step, others.get(0), saga), toMark);
  }

  /** After a step on a branch only that branch goes on, which is hardly meant here. */
  private static Optional<String> optional(int step, int other, Wired saga) {
    JavaType result = saga.step(other).result().boxed();
    return saga.branches().implies(step, other) || result instanceof JavaType.Nothing
        ? Optional.empty()
        : Optional.of("Optional<" + result + ">");
  }

  private static boolean isParallel(MethodDraft step) {
    return step.parallel().isPresent();
  }
}
