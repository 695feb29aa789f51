package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.ChildWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reports sagas that start each other, once for each ring of them in a build. */
final class ChildCycles {

  /** That a step of a saga starts another. */
  private record Start(String saga, MethodDraft step, ChildDraft child) {

    String text() {
      return ChildWording.starts(saga, step.name(), step.where().line(), child.type().toString());
    }
  }

  private final Set<Set<String>> told = new HashSet<>();

  void check(Wired saga, Report report) {
    for (Start first : starts(saga.draft())) {
      ring(first, saga.draft())
          .filter(ring -> told.add(members(ring)))
          .ifPresent(
              ring -> {
                Anchor where = first.child().where();
                List<String> names = new ArrayList<>(ring.stream().map(Start::saga).toList());
                names.add(first.saga());
                report.add(
                    where, ChildWording.childCycle(names, ring.stream().map(Start::text).toList()));
              });
    }
  }

  private static List<Start> starts(Draft saga) {
    return saga.steps().stream()
        .flatMap(
            step ->
                step.child().stream()
                    .map(child -> new Start(saga.type().simpleName(), step, child)))
        .toList();
  }

  /** The shortest way from a start back to the saga it belongs to. */
  private static Optional<List<Start>> ring(Start first, Draft saga) {
    List<List<Start>> paths = new ArrayList<>(List.of(List.of(first)));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < paths.size(); i++) {
      List<Start> path = paths.get(i);
      String reached = path.get(path.size() - 1).child().saga();
      if (reached.equals(saga.type().qualifiedName())) {
        return Optional.of(path);
      }
      if (seen.add(reached) && saga.kin().containsKey(reached)) {
        for (Start next : starts(saga.kin().get(reached))) {
          List<Start> longer = new ArrayList<>(path);
          longer.add(next);
          paths.add(longer);
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> members(List<Start> ring) {
    return ring.stream().map(start -> start.child().saga()).collect(Collectors.toSet());
  }
}
