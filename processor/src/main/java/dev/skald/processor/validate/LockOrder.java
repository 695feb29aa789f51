package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.LockWording;
import dev.skald.processor.diagnostic.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reports sagas of one build whose runs could wait for each other's locks for ever. Knows the sagas
 * that were looked at before, and those that they start; a saga that an incremental build does not
 * compile again is not among them, so only a full build is sure to find all.
 */
final class LockOrder {

  /** That a run may wait for a lock while it holds another. */
  private record Wait(
      String saga, String held, String heldAt, String wanted, String wantedAt, Anchor where) {

    String text() {
      return LockWording.waits(saga, held, heldAt, wanted, wantedAt);
    }

    String name() {
      return saga + " " + held + " " + wanted;
    }
  }

  /** That a run takes a lock at a step, itself or in a run that it starts there. */
  private record Taken(int step, String lock, String at, Anchor where, boolean own) {}

  private final Map<String, List<Wait>> waits = new LinkedHashMap<>();
  private final Set<Set<String>> told = new HashSet<>();

  void check(Wired saga, Report report) {
    String name = saga.draft().type().qualifiedName();
    Map<String, Wired> all = new LinkedHashMap<>();
    saga.draft().kin().forEach((child, draft) -> all.put(child, new Wired(draft)));
    all.put(name, saga);
    all.keySet().stream()
        .filter(child -> Kin.model(saga, child).isPresent())
        .forEach(child -> waits.putIfAbsent(child, waits(all.get(child), all)));
    List<Wait> own = waits(saga, all);
    waits.put(name, own);
    for (Wait wait : own) {
      ring(wait)
          .filter(ring -> told.add(ring.stream().map(Wait::name).collect(Collectors.toSet())))
          .ifPresent(ring -> report(ring, report));
    }
  }

  private static void report(List<Wait> ring, Report report) {
    Wait first = ring.get(0);
    List<String> trace = ring.stream().map(Wait::text).toList();
    report.add(
        first.where(),
        first.held().equals(first.wanted())
            ? LockWording.lockOfChild(first.saga(), first.held(), trace)
            : LockWording.lockOrder(first.held(), first.wanted(), trace));
  }

  /** The shortest way from what is wanted back to what is held. */
  private Optional<List<Wait>> ring(Wait first) {
    List<List<Wait>> paths = new ArrayList<>(List.of(List.of(first)));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < paths.size(); i++) {
      List<Wait> path = paths.get(i);
      String wanted = path.get(path.size() - 1).wanted();
      if (wanted.equals(first.held())) {
        return Optional.of(path);
      }
      if (seen.add(wanted)) {
        waits.values().stream()
            .flatMap(List::stream)
            .filter(next -> next.held().equals(wanted))
            .forEach(
                next -> {
                  List<Wait> longer = new ArrayList<>(path);
                  longer.add(next);
                  paths.add(longer);
                });
      }
    }
    return Optional.empty();
  }

  private static List<Wait> waits(Wired saga, Map<String, Wired> all) {
    List<Taken> taken = taken(saga, all);
    List<Wait> found = new ArrayList<>();
    for (Taken held : taken) {
      for (Taken wanted : taken) {
        if (held.own() && mayHold(held, wanted, saga)) {
          found.add(
              new Wait(
                  saga.draft().type().simpleName(),
                  held.lock(),
                  held.at(),
                  wanted.lock(),
                  wanted.at(),
                  wanted.where()));
        }
      }
    }
    return found;
  }

  /** A run takes all locks of one step together, and a child's when it has its own. */
  private static boolean mayHold(Taken held, Taken wanted, Wired saga) {
    return wanted.step() == held.step()
        ? !wanted.own()
        : !saga.graph().isAncestor(wanted.step(), held.step())
            && !saga.branches().exclusive(wanted.step(), held.step());
  }

  private static List<Taken> taken(Wired saga, Map<String, Wired> all) {
    List<Taken> found = new ArrayList<>();
    for (int index = 0; index < saga.steps().size(); index++) {
      int step = index;
      String name = saga.step(index).name();
      saga.step(index).parameters().stream()
          .flatMap(parameter -> parameter.exclusive().stream())
          .forEach(lock -> found.add(new Taken(step, lock.value(), name, lock.where(), true)));
      saga.step(index)
          .child()
          .ifPresent(
              child ->
                  locks(child.saga(), all, new HashSet<>())
                      .forEach(
                          lock -> {
                            String at = LockWording.inChild(name, child.type().toString());
                            found.add(new Taken(step, lock, at, child.where(), false));
                          }));
    }
    return found;
  }

  /** The locks that a saga takes, and those that its children take. */
  private static Set<String> locks(String saga, Map<String, Wired> all, Set<String> seen) {
    Set<String> found = new LinkedHashSet<>();
    Wired wired = all.get(saga);
    if (wired != null && seen.add(saga)) {
      Wired.uses(wired.steps()).stream()
          .flatMap(use -> use.parameter().exclusive().stream())
          .forEach(lock -> found.add(lock.value()));
      Kin.starters(wired)
          .forEach(
              step ->
                  found.addAll(locks(wired.step(step).child().orElseThrow().saga(), all, seen)));
    }
    return found;
  }
}
