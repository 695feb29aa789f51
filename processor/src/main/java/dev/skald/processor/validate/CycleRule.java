package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Steps that wait for each other never run. */
final class CycleRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (List<Integer> cycle : saga.graph().cycles()) {
      List<Integer> round = new ArrayList<>(cycle);
      round.add(cycle.get(0));
      List<String> trace =
          IntStream.range(1, round.size())
              .mapToObj(i -> edge(saga.step(round.get(i - 1)), saga.step(round.get(i)), saga))
              .toList();
      List<String> names = round.stream().map(saga::step).map(MethodDraft::name).toList();
      report.add(saga.step(cycle.get(0)).where(), DataWording.cycle(names, trace));
    }
  }

  private static String edge(MethodDraft first, MethodDraft then, Wired saga) {
    Optional<String> data =
        Wired.uses(List.of(then)).stream()
            .filter(
                use -> saga.bind(use).steps().stream().anyMatch(s -> saga.step(s).equals(first)))
            .map(use -> use.parameter().type() + " " + use.parameter().name())
            .findFirst();
    return DataWording.edge(then.name(), then.where().line(), data, first.name());
  }
}
