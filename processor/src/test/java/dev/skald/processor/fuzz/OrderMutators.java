package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.SketchStep.Effect;
import java.util.List;

/** Wrong in the order of steps, in undos and pivots. */
final class OrderMutators {

  private OrderMutators() {}

  static List<Mutator> all() {
    return List.of(
        new Mutator(
            "second pivot",
            "SKALD018",
            m ->
                m.pivot()
                    .flatMap(
                        p -> m.step(s -> s.afterPivot && s.effect == Effect.FINAL && !s.parallel))
                    .map(s -> m.annotate(s.name, "Pivot"))
                    .orElse(false)),
        new Mutator(
            "parallel pivot",
            "SKALD019",
            m -> m.pivot().map(s -> m.annotate(s.name, "Parallel")).orElse(false)),
        new Mutator(
            "pivot with an undo", "SKALD020", m -> m.pivot().map(s -> m.undo(s)).orElse(false)),
        new Mutator(
            "undo of nothing",
            "SKALD021",
            m ->
                m.undone()
                    .map(
                        s ->
                            m.replace(
                                m.annotation(s.undo.orElseThrow().name, "Compensate"),
                                "@dev.skald.Compensate(\"zzNowhere\")"))
                    .orElse(false)),
        new Mutator(
            "after nothing",
            "SKALD021",
            m ->
                m.step(s -> s.after.isEmpty())
                    .map(s -> m.with(s, "after = \"zzNowhere\""))
                    .orElse(false)),
        new Mutator("second undo", "SKALD022", m -> m.undone().map(s -> m.undo(s)).orElse(false)),
        new Mutator(
            "after itself",
            "SKALD032",
            m ->
                m.step(s -> s.after.isEmpty())
                    .map(s -> m.with(s, "after = \"" + s.name + "\""))
                    .orElse(false)),
        new Mutator("cycle", "SKALD033", OrderMutators::cycle),
        new Mutator(
            "effect without order",
            "SKALD034",
            m ->
                m.step(s -> s.effect != Effect.READS)
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step @dev.skald.Irreversible(\"why\")",
                                "void zz(" + m.input() + ") {}"))
                    .orElse(false)),
        new Mutator("undo left out", "SKALD035", OrderMutators::dropUndo),
        new Mutator(
            "undo after the pivot",
            "SKALD038",
            m ->
                m.pivot()
                    .flatMap(p -> m.step(s -> s.afterPivot && s.effect == Effect.FINAL))
                    .map(s -> m.undo(s))
                    .orElse(false)),
        new Mutator(
            "rejection after the pivot",
            "SKALD039",
            m ->
                m.step(s -> s.afterPivot)
                    .map(
                        s ->
                            m.with(s, "rejects = java.lang.IllegalStateException.class")
                                && m.mark(m.annotation(s.name, "Step")))
                    .orElse(false)),
        new Mutator(
            "everything is a rejection",
            "SKALD040",
            m ->
                m.plain(s -> !s.afterPivot && s.refusal == SketchStep.Refusal.NEVER)
                    .map(
                        s ->
                            m.replace(
                                m.head(s.name),
                                m.lines
                                    .get(m.head(s.name))
                                    .replaceFirst(" \\{$", " throws java.lang.Exception {")))
                    .orElse(false)));
  }

  /** A step waits for one that waits for it: what is said stands at the first of the round. */
  private static boolean cycle(Mutant m) {
    return m.step(s -> s.after.isEmpty() && s.item().isEmpty())
            .flatMap(
                early ->
                    m.step(s -> s.ancestors.get(early.index) && requires(m, s, early))
                        .map(late -> m.with(early, "after = \"" + late.name + "\"")))
            .isPresent()
        && markFirst(m);
  }

  private static boolean requires(Mutant m, SketchStep late, SketchStep early) {
    return late.after.contains(early.index) && !late.alternatives;
  }

  private static boolean markFirst(Mutant m) {
    int line = m.line() - 1;
    while (!m.lines.get(line).endsWith(" {")) {
      line++;
    }
    return m.mark(line);
  }

  private static boolean dropUndo(Mutant m) {
    return m.step(
            s ->
                s.undo.isPresent()
                    && m.saga.steps.stream().anyMatch(p -> p.pivot && p.ancestors.get(s.index)))
        .map(
            s -> {
              String undo = s.undo.orElseThrow().name;
              int from = m.annotation(undo, "Compensate");
              int to = m.head(undo);
              while (!m.lines.get(to).equals("}")) {
                to++;
              }
              m.lines.subList(from, to + 1).clear();
              return m.mark(m.head(s.name));
            })
        .orElse(false);
  }
}
