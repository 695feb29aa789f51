package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.EachDraft;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.List;
import java.util.Optional;

/** A step runs through one list, and its undo through the same. */
final class EachFormRule implements WiredRule {

  private static final int MOST = 1000;

  @Override
  public void check(Wired saga, Report report) {
    for (MethodDraft method : saga.draft().methods()) {
      List<ParameterDraft> items = method.items();
      items.forEach(item -> checkConcurrency(item.each().orElseThrow(), report));
      items.stream()
          .skip(1)
          .forEach(
              item ->
                  report.add(
                      item.each().orElseThrow().where(),
                      ElementWording.eachTwice(method.name(), items.get(0).name(), item.name())));
      Optional<Integer> undone = saga.undone(method);
      if (items.size() == 1 && undone.isPresent()) {
        checkUndo(method, items.get(0), saga.step(undone.get()), report);
      }
    }
  }

  private static void checkConcurrency(EachDraft each, Report report) {
    int concurrency = each.concurrency().value();
    if (concurrency < 1 || concurrency > MOST) {
      report.add(each.concurrency().where(), ElementWording.eachConcurrency(concurrency));
    }
  }

  private static void checkUndo(
      MethodDraft undo, ParameterDraft item, MethodDraft step, Report report) {
    Optional<ParameterDraft> own = step.items().stream().findFirst();
    if (own.isEmpty()) {
      report.add(
          item.each().orElseThrow().where(),
          ElementWording.eachUndoOfOne(undo.name(), item.name(), step.name()));
    } else if (!own.get().type().boxed().equals(item.type().boxed())) {
      report.add(
          item.where(),
          ElementWording.eachUndoOfOther(
              undo.name(), item.type().toString(), step.name(), own.get().type().toString()));
    }
  }
}
