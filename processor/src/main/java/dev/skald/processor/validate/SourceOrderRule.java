package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;

/** Warns of steps that stand above a step they wait for. */
final class SourceOrderRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      int last = saga.graph().dependencies(index).stream().mapToInt(i -> i).max().orElse(-1);
      MethodDraft step = saga.step(index);
      if (last > index && !saga.isQuiet(step)) {
        report.add(step.where(), DataWording.sourceOrder(step.name(), saga.step(last).name()));
      }
    }
  }
}
