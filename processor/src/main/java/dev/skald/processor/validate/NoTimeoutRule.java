package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.MethodDraft;
import java.util.List;

/** Warns of calls that may hang without limit. */
final class NoTimeoutRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    List<MethodDraft> open =
        saga.steps().stream()
            .filter(step -> saga.draft().timeout().isEmpty() && step.timeout().isEmpty())
            .filter(step -> !step.readOnly() && !saga.isQuiet(step))
            .filter(step -> !step.transactional()) // these have one, whatever is written
            .toList();
    if (!open.isEmpty()) {
      // One line on the class mends them all, so one message tells of them all.
      Anchor where = open.size() == 1 ? open.get(0).where() : saga.draft().where();
      report.add(where, Wording.noTimeout(open.stream().map(MethodDraft::name).toList()));
    }
  }
}
