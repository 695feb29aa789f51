package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import dev.skald.processor.fuzz.SketchStep.Effect;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be made wrong in a saga that is right, and what javac must say of it, and where. */
final class Mutators {

  /**
   * One way to make a saga wrong.
   *
   * @param name what it does
   * @param code the only error that there must be
   * @param change makes it wrong and marks the line; false if there is nothing to be made wrong
   */
  record Mutator(String name, String code, Predicate<Mutant> change) {

    @Override
    public String toString() {
      return name;
    }
  }

  private Mutators() {}

  static List<Mutator> all() {
    return List.of(
        of(
            "abstract saga",
            "001",
            m ->
                m.replace(
                    ofClass(m), m.lines.get(ofClass(m)).replace("class ", "abstract class "))),
        of(
            "generic saga",
            "001",
            m -> m.replace(ofClass(m), m.lines.get(ofClass(m)).replace(" {", "<T> {"))),
        of("name of the saga", "002", m -> onSaga(m, "name = \"", "name = \"Ü ")),
        of(
            "version of the saga",
            "003",
            m -> onSaga(m, ")", ", version = 0)") && !m.saga.head.contains("version = 3")),
        of(
            "step outside",
            "006",
            m ->
                m.append("static class ZzOther {", "}")
                    && m.insert(m.line() - 1, "@dev.skald.Step")
                    && after(m, "java.lang.String zz() { return \"\"; }")),
        of(
            "parallel undo",
            "007",
            m ->
                undone(m)
                    .map(s -> m.annotate(s.undo.orElseThrow().name, "Parallel"))
                    .orElse(false)),
        of(
            "two roles",
            "008",
            m ->
                undone(m)
                    .map(
                        s ->
                            m.annotate(s.name, "Compensate(\"" + s.name + "\")")
                                && m.mark(m.head(s.name)))
                    .orElse(false)),
        of("private step", "009", m -> any(m).map(s -> head(m, s, "private ")).orElse(false)),
        of(
            "static step",
            "009",
            m -> m.step(s -> s.child.isEmpty()).map(s -> head(m, s, "static ")).orElse(false)),
        of("generic step", "009", m -> any(m).map(s -> head(m, s, "<T> ")).orElse(false)),
        of(
            "second step of a name",
            "011",
            m ->
                any(m)
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void "
                                    + s.name
                                    + "("
                                    + m.input()
                                    + ", dev.skald.StepContext zz) {}"))
                    .orElse(false)),
        of(
            "name of a step",
            "012",
            m ->
                isWritten(m)
                    && m.append(
                        "@dev.skald.Step(readOnly = true)", "void zzÜ(" + m.input() + ") {}")),
        of(
            "timeout",
            "013",
            m ->
                m.step(s -> !s.ownTimeout)
                    .map(s -> m.annotate(s.name, "Timeout(\"3 seconds\")"))
                    .orElse(false)),
        of(
            "retry",
            "014",
            m ->
                plain(m, s -> s.attempts.isEmpty() && !s.atMostOnce)
                    .map(s -> m.annotate(s.name, "Retry(delay = \"5s\", maxDelay = \"1s\")"))
                    .orElse(false)),
        of(
            "no reason",
            "015",
            m ->
                m.step(s -> s.effect == Effect.STAYS)
                    .map(
                        s ->
                            m.replace(
                                m.annotation(s.name, "Irreversible"),
                                "@dev.skald.Irreversible(\" \")"))
                    .orElse(false)),
        of(
            "read-only and irreversible",
            "016",
            m ->
                m.step(s -> s.effect == Effect.READS)
                    .map(s -> m.annotate(s.name, "Irreversible(\"why\")"))
                    .orElse(false)),
        of(
            "read-only and undone",
            "016",
            m -> m.step(s -> s.effect == Effect.READS).map(s -> undo(m, s)).orElse(false)),
        of(
            "irreversible and undone",
            "017",
            m ->
                m.step(s -> s.effect == Effect.STAYS)
                    .map(s -> undo(m, s) && m.mark(m.annotation(s.name, "Irreversible")))
                    .orElse(false)),
        of(
            "second pivot",
            "018",
            m ->
                pivot(m)
                    .flatMap(
                        p -> m.step(s -> s.afterPivot && s.effect == Effect.FINAL && !s.parallel))
                    .map(s -> m.annotate(s.name, "Pivot"))
                    .orElse(false)),
        of(
            "parallel pivot",
            "019",
            m -> pivot(m).map(s -> m.annotate(s.name, "Parallel")).orElse(false)),
        of("pivot with an undo", "020", m -> pivot(m).map(s -> undo(m, s)).orElse(false)),
        of(
            "undo of nothing",
            "021",
            m ->
                undone(m)
                    .map(
                        s ->
                            m.replace(
                                m.annotation(s.undo.orElseThrow().name, "Compensate"),
                                "@dev.skald.Compensate(\"zzNowhere\")"))
                    .orElse(false)),
        of(
            "after nothing",
            "021",
            m ->
                m.step(s -> s.after.isEmpty())
                    .map(s -> m.with(s, "after = \"zzNowhere\""))
                    .orElse(false)),
        of("second undo", "022", m -> undone(m).map(s -> undo(m, s)).orElse(false)),
        of(
            "undo with a result",
            "023",
            m ->
                undone(m)
                    .map(
                        s ->
                            m.replace(
                                m.head(s.undo.orElseThrow().name),
                                m.lines
                                    .get(m.head(s.undo.orElseThrow().name))
                                    .replaceFirst("^\\S+", "boolean")))
                    .orElse(false)),
        of(
            "result of nothing",
            "024",
            m ->
                !m.saga.returnsWritten
                    && m.append("@dev.skald.Returns", "void zz(" + m.input() + ") {}")),
        of(
            "object",
            "025",
            m ->
                m.append(
                    "@dev.skald.Step(readOnly = true)",
                    "java.lang.Object zz(" + m.input() + ") { return null; }")),
        of(
            "handle of no child",
            "025",
            m ->
                m.append(
                    "@dev.skald.Step(readOnly = true)",
                    "dev.skald.runtime.SagaHandle<java.lang.Void> zz("
                        + m.input()
                        + ") { return null; }")),
        of(
            "private type",
            "026",
            m ->
                m.append(
                    "private record ZzHidden(int i) {}",
                    "@dev.skald.Step(readOnly = true)",
                    "ZzHidden zz(" + m.input() + ") { return null; }")),
        of(
            "undo takes what nobody gives",
            "027",
            m ->
                undone(m)
                    .map(s -> m.take(s.undo.orElseThrow().name, "java.time.LocalTime zz"))
                    .orElse(false)),
        of(
            "from a step of another type",
            "029",
            m ->
                any(m)
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(@dev.skald.From(\""
                                    + s.name
                                    + "\") java.time.LocalTime zz) {}"))
                    .orElse(false)),
        of(
            "second input",
            "030",
            m ->
                m.append("@dev.skald.Step(readOnly = true)", "void zz(java.time.LocalTime zz) {}")),
        of(
            "after itself",
            "032",
            m ->
                m.step(s -> s.after.isEmpty())
                    .map(s -> m.with(s, "after = \"" + s.name + "\""))
                    .orElse(false)),
        of("cycle", "033", Mutators::cycle),
        of(
            "effect without order",
            "034",
            m ->
                m.step(s -> s.effect != Effect.READS)
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step @dev.skald.Irreversible(\"why\")",
                                "void zz(" + m.input() + ") {}"))
                    .orElse(false)),
        of("undo left out", "035", Mutators::dropUndo),
        of(
            "undo takes what comes later",
            "036",
            m ->
                m.step(s -> s.undo.isPresent())
                    .flatMap(
                        s ->
                            later(m, s)
                                .map(
                                    l ->
                                        m.take(
                                            s.undo.orElseThrow().name,
                                            l.result.orElseThrow() + " zzLater")))
                    .orElse(false)),
        of(
            "outcome of another type",
            "037",
            m ->
                m.step(s -> s.undo.filter(u -> u.takes == SketchUndo.Takes.NOTHING).isPresent())
                    .map(
                        s ->
                            m.take(
                                s.undo.orElseThrow().name,
                                "dev.skald.Outcome<java.time.LocalTime> zz"))
                    .orElse(false)),
        of(
            "undo after the pivot",
            "038",
            m ->
                pivot(m)
                    .flatMap(p -> m.step(s -> s.afterPivot && s.effect == Effect.FINAL))
                    .map(s -> undo(m, s))
                    .orElse(false)),
        of(
            "rejection after the pivot",
            "039",
            m ->
                m.step(s -> s.afterPivot)
                    .map(
                        s ->
                            m.with(s, "rejects = java.lang.IllegalStateException.class")
                                && m.mark(m.annotation(s.name, "Step")))
                    .orElse(false)),
        of(
            "everything is a rejection",
            "040",
            m ->
                plain(m, s -> !s.afterPivot && s.refusal == SketchStep.Refusal.NEVER)
                    .map(
                        s ->
                            m.replace(
                                m.head(s.name),
                                m.lines
                                    .get(m.head(s.name))
                                    .replaceFirst(" \\{$", " throws java.lang.Exception {")))
                    .orElse(false)),
        of(
            "variant forgotten",
            "046",
            m ->
                m.step(s -> !s.ends.isEmpty())
                    .map(
                        s ->
                            m.replace(
                                    m.annotation(s.name, "Step"),
                                    m.lines
                                        .get(m.annotation(s.name, "Step"))
                                        .replaceFirst("ends = \\{[^}]*}", "ends = {}"))
                                && m.mark(m.head(s.name)))
                    .orElse(false)),
        of(
            "variant that does not end",
            "047",
            m ->
                m.step(s -> !s.variants.isEmpty() && s.ends.isEmpty())
                    .map(s -> m.with(s, "ends = " + s.variants.get(0) + ".class"))
                    .orElse(false)),
        of(
            "optional that is always there",
            "051",
            m ->
                m.step(
                        s ->
                            s.always
                                && s.result.isPresent()
                                && s.item().isEmpty()
                                && s.child.isEmpty()
                                && s.result.get().tagged
                                && s.variants.isEmpty()
                                && !isEvent(s))
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(java.util.Optional<" + s.result.get() + "> zz) {}"))
                    .orElse(false)),
        of(
            "no items",
            "080",
            m ->
                m.step(s -> s.item().isPresent())
                    .map(
                        s ->
                            m.replace(
                                m.head(s.name),
                                m.lines
                                    .get(m.head(s.name))
                                    .replaceFirst(
                                        "@dev.skald.Each ", "@dev.skald.Each(concurrency = 0) ")))
                    .orElse(false)),
        of(
            "no list",
            "081",
            m ->
                m.append(
                    "@dev.skald.Step(readOnly = true)",
                    "void zz(@dev.skald.Each java.time.LocalTime zz) {}")),
        of(
            "one of many",
            "083",
            m ->
                m.step(s -> s.item().isPresent() && s.result.isPresent() && s.result.get().tagged)
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(" + s.result.get() + " zz) {}"))
                    .orElse(false)),
        of(
            "event that may be missing",
            "084",
            m ->
                isWritten(m)
                    && m.append(
                        "record ZzEvent(int i) {}",
                        "@dev.skald.Step(readOnly = true)",
                        "void zz("
                            + m.input()
                            + ", @dev.skald.Signal java.util.Optional<ZzEvent> zz) {}")),
        of(
            "event of two steps",
            "085",
            m ->
                m.append(
                    "record ZzEvent(int i) {}",
                    "@dev.skald.Step(readOnly = true) void zz1("
                        + m.input()
                        + ", @dev.skald.Signal ZzEvent zz) {}",
                    "@dev.skald.Step(readOnly = true)",
                    "void zz2(" + m.input() + ", @dev.skald.Signal ZzEvent zz) {}")),
        of(
            "event in time after the pivot",
            "086",
            m ->
                m.step(s -> s.afterPivot)
                    .map(
                        s ->
                            m.append(
                                "record ZzEvent(int i) {}",
                                "@dev.skald.Step(readOnly = true, after = \"" + s.name + "\")",
                                "void zz(@dev.skald.Signal(timeout = \"1d\") ZzEvent zz) {}"))
                    .orElse(false)),
        of(
            "child that is no saga",
            "087",
            m ->
                m.append(
                        "@dev.skald.Step @dev.skald.Irreversible(\"why\")",
                        "@dev.skald.Parallel",
                        "@dev.skald.Child(java.lang.String.class)",
                        "dev.skald.runtime.SagaHandle<java.lang.Void> zz("
                            + m.input()
                            + ", dev.skald.StepContext zz) { return null; }")
                    && m.mark(m.line() - 2)),
        of(
            "called once, again",
            "091",
            m ->
                m.step(s -> s.atMostOnce)
                    .map(s -> m.annotate(s.name, "Retry(maxAttempts = 2)"))
                    .orElse(false)),
        of(
            "connection of nothing",
            "092",
            m ->
                m.step(s -> !s.transactional && s.child.isEmpty())
                    .map(s -> m.take(s.name, "java.sql.Connection zz"))
                    .orElse(false)),
        of(
            "lock without a key",
            "093",
            m ->
                m.saga.input.text.contains("In")
                    && m.append(
                        "@dev.skald.Step(readOnly = true)",
                        "void zz(@dev.skald.Exclusive(\"zznokey\") " + m.input() + ") {}")),
        of(
            "deadline that is too early",
            "096",
            m ->
                m.step(s -> s.effect != Effect.READS).isPresent()
                    && m.saga.head.contains("deadline")
                    && onSaga(m, "36500d", "1ms")));
  }

  private static Mutator of(String name, String code, Predicate<Mutant> change) {
    return new Mutator(name, "SKALD" + code, change);
  }

  private static int ofClass(Mutant m) {
    for (int i = 0; i < m.lines.size(); i++) {
      if (m.lines.get(i).endsWith("class " + m.saga.className + " {")) {
        return i;
      }
    }
    throw new IllegalStateException(m.text());
  }

  private static boolean onSaga(Mutant m, String from, String to) {
    for (int i = 0; i < m.lines.size(); i++) {
      if (m.lines.get(i).startsWith("@dev.skald.Saga(")) {
        return m.replace(i, m.lines.get(i).replace(from, to));
      }
    }
    throw new IllegalStateException(m.text());
  }

  /** Puts a line behind the marked one, which stays marked. */
  private static boolean after(Mutant m, String line) {
    int marked = m.line() - 1;
    m.insert(marked + 1, line);
    return m.mark(marked);
  }

  private static Optional<SketchStep> any(Mutant m) {
    return m.step(s -> true);
  }

  private static Optional<SketchStep> plain(Mutant m, Predicate<SketchStep> fits) {
    return m.step(fits.and(s -> s.child.isEmpty()));
  }

  private static Optional<SketchStep> undone(Mutant m) {
    return m.step(s -> s.undo.isPresent());
  }

  private static Optional<SketchStep> pivot(Mutant m) {
    return m.step(s -> s.pivotWritten);
  }

  private static boolean isEvent(SketchStep step) {
    return step.event().filter(e -> Optional.of(e.kind()).equals(step.result)).isPresent();
  }

  /** Whether no pivot is one by itself, which it would not be beside one more last step. */
  private static boolean isWritten(Mutant m) {
    return m.saga.steps.stream().noneMatch(step -> step.pivot && !step.pivotWritten);
  }

  private static boolean head(Mutant m, SketchStep step, String modifier) {
    int line = m.head(step.name);
    return m.replace(line, modifier + m.lines.get(line));
  }

  private static boolean undo(Mutant m, SketchStep step) {
    m.append(
        "@dev.skald.Compensate(\"" + step.name + "\")", "void zzUndo(dev.skald.StepContext zz) {}");
    return m.mark(m.line() - 2);
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

  private static Optional<SketchStep> later(Mutant m, SketchStep step) {
    return m.step(
        s ->
            s.ancestors.get(step.index)
                && s.result.filter(kind -> kind.tagged).isPresent()
                && s.item().isEmpty()
                && s.variants.isEmpty()
                && s.inputs.stream().noneMatch(i -> i.source() == Source.EVENT)
                && isOnly(m, s));
  }

  /** Whether no other step returns the same type. */
  private static boolean isOnly(Mutant m, SketchStep step) {
    return m.saga.steps.stream().filter(s -> s.result.equals(step.result)).count() == 1;
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
