package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DeadlineWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.Span;
import java.time.Duration;
import java.util.Optional;

/** There is time for all attempts before the deadline comes. */
final class DeadlineRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    saga.draft()
        .deadline()
        .ifPresent(
            written -> {
              Duration deadline = Span.parse(written.value()).orElseThrow().toDuration();
              WorstCase.Cost cost = new WorstCase(saga).longest();
              if (cost.time().compareTo(deadline) > 0) {
                report.add(
                    written.where(),
                    DeadlineWording.deadline(
                        saga.draft().type().simpleName(),
                        pivots(saga),
                        cost.time(),
                        cost.open(),
                        deadline,
                        cost.lines()));
              }
            });
  }

  private static Optional<String> pivots(Wired saga) {
    return saga.pivots().all().stream()
        .map(saga::step)
        .map(MethodDraft::name)
        .reduce((first, second) -> first + " or " + second);
  }
}
