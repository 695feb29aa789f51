package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.PipelineWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.StepDraft;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Others run ahead of the record of a pipelined step; and what may have been called ahead of lost
 * records is undone by its key.
 */
final class PipelinedRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Pipelines pipelines = new Pipelines(saga);
    for (int index = 0; index < saga.steps().size(); index++) {
      checkMark(index, saga, pipelines, report);
      Optional<MethodDraft> undo = saga.undo(index);
      if (pipelines.runsAhead(index) && undo.isPresent()) {
        checkUndo(undo.get(), index, saga, pipelines.mayBeLost(index), report);
      }
    }
  }

  private static void checkMark(int index, Wired saga, Pipelines pipelines, Report report) {
    MethodDraft step = saga.step(index);
    Optional<Anchor> where = step.step().flatMap(StepDraft::pipelined);
    if (where.isEmpty()) {
      return;
    }
    Optional<String> otherwise = pipelines.calledOtherwise(index);
    if (otherwise.isPresent()) {
      report.add(where.get(), PipelineWording.pipelinedMode(step.name(), otherwise.get()));
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (int other = 0; other < saga.steps().size(); other++) {
      if (saga.graph().dependencies(other).contains(index)) {
        if (pipelines.mayBeLost(other).get(index)) {
          return;
        }
        String name = saga.step(other).name();
        reasons.add(
            name + " " + pipelines.barrier(other).orElse("waits for a step that is not pipelined"));
      }
    }
    report.add(where.get(), PipelineWording.pipelinedInVain(step.name(), reasons));
  }

  private static void checkUndo(
      MethodDraft undo, int step, Wired saga, BitSet lost, Report report) {
    for (Wired.Use use : Wired.uses(List.of(undo))) {
      Binding binding = saga.bind(use);
      boolean takesOwn = binding.steps().contains(step) && !(binding instanceof Binding.Outcome);
      boolean takesLost = binding.steps().stream().anyMatch(lost::get);
      if (takesOwn || takesLost) {
        String parameter = use.parameter().type() + " " + use.parameter().name();
        String pipelined = saga.step(lost.nextSetBit(0)).name();
        String name = saga.step(step).name();
        report.add(
            use.parameter().where(),
            takesOwn
                ? PipelineWording.pipelinedUndo(
                    undo.name(), parameter, name, pipelined, saga.outcome(step).toString())
                : PipelineWording.pipelinedData(undo.name(), parameter, name));
      }
    }
  }
}
