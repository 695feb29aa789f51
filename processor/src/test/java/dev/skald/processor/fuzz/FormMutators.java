package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.SketchStep.Effect;
import java.util.List;

/** Wrong in what stands there by itself: classes, methods, annotations and their values. */
final class FormMutators {

  private FormMutators() {}

  static List<Mutator> all() {
    return List.of(
        new Mutator(
            "abstract saga",
            "SKALD001",
            m ->
                m.replace(
                    ofClass(m), m.lines.get(ofClass(m)).replace("class ", "abstract class "))),
        new Mutator(
            "generic saga",
            "SKALD001",
            m -> m.replace(ofClass(m), m.lines.get(ofClass(m)).replace(" {", "<T> {"))),
        new Mutator("name of the saga", "SKALD002", m -> m.onSaga("name = \"", "name = \"Ü ")),
        new Mutator(
            "version of the saga",
            "SKALD003",
            m -> m.onSaga(")", ", version = 0)") && !m.saga.head.contains("version = 3")),
        new Mutator(
            "step outside",
            "SKALD006",
            m ->
                m.append("static class ZzOther {", "}")
                    && m.insert(m.line() - 1, "@dev.skald.Step")
                    && after(m, "java.lang.String zz() { return \"\"; }")),
        new Mutator(
            "parallel undo",
            "SKALD007",
            m ->
                m.undone()
                    .map(s -> m.annotate(s.undo.orElseThrow().name, "Parallel"))
                    .orElse(false)),
        new Mutator(
            "two roles",
            "SKALD008",
            m ->
                m.undone()
                    .map(
                        s ->
                            m.annotate(s.name, "Compensate(\"" + s.name + "\")")
                                && m.mark(m.head(s.name)))
                    .orElse(false)),
        new Mutator(
            "private step",
            "SKALD009",
            m -> m.any().map(s -> head(m, s, "private ")).orElse(false)),
        new Mutator(
            "static step",
            "SKALD009",
            m -> m.step(s -> s.child.isEmpty()).map(s -> head(m, s, "static ")).orElse(false)),
        new Mutator(
            "generic step", "SKALD009", m -> m.any().map(s -> head(m, s, "<T> ")).orElse(false)),
        new Mutator(
            "second step of a name",
            "SKALD011",
            m ->
                m.any()
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
        new Mutator(
            "name of a step",
            "SKALD012",
            m ->
                m.isWritten()
                    && m.append(
                        "@dev.skald.Step(readOnly = true)", "void zzÜ(" + m.input() + ") {}")),
        new Mutator(
            "timeout",
            "SKALD013",
            m ->
                m.step(s -> !s.ownTimeout)
                    .map(s -> m.annotate(s.name, "Timeout(\"3 seconds\")"))
                    .orElse(false)),
        new Mutator(
            "retry",
            "SKALD014",
            m ->
                m.plain(s -> s.attempts.isEmpty() && !s.atMostOnce)
                    .map(s -> m.annotate(s.name, "Retry(delay = \"5s\", maxDelay = \"1s\")"))
                    .orElse(false)),
        new Mutator(
            "no reason",
            "SKALD015",
            m ->
                m.step(s -> s.effect == Effect.STAYS)
                    .map(
                        s ->
                            m.replace(
                                m.annotation(s.name, "Irreversible"),
                                "@dev.skald.Irreversible(\" \")"))
                    .orElse(false)),
        new Mutator(
            "read-only and irreversible",
            "SKALD016",
            m ->
                m.step(s -> s.effect == Effect.READS)
                    .map(s -> m.annotate(s.name, "Irreversible(\"why\")"))
                    .orElse(false)),
        new Mutator(
            "read-only and undone",
            "SKALD016",
            m -> m.step(s -> s.effect == Effect.READS).map(s -> m.undo(s)).orElse(false)),
        new Mutator(
            "irreversible and undone",
            "SKALD017",
            m ->
                m.step(s -> s.effect == Effect.STAYS)
                    .map(s -> m.undo(s) && m.mark(m.annotation(s.name, "Irreversible")))
                    .orElse(false)),
        new Mutator(
            "undo with a result",
            "SKALD023",
            m ->
                m.undone()
                    .map(
                        s ->
                            m.replace(
                                m.head(s.undo.orElseThrow().name),
                                m.lines
                                    .get(m.head(s.undo.orElseThrow().name))
                                    .replaceFirst("^\\S+", "boolean")))
                    .orElse(false)),
        new Mutator(
            "result of nothing",
            "SKALD024",
            m ->
                !m.saga.returnsWritten
                    && m.append("@dev.skald.Returns", "void zz(" + m.input() + ") {}")));
  }

  private static int ofClass(Mutant m) {
    for (int i = 0; i < m.lines.size(); i++) {
      if (m.lines.get(i).endsWith("class " + m.saga.className + " {")) {
        return i;
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

  private static boolean head(Mutant m, SketchStep step, String modifier) {
    int line = m.head(step.name);
    return m.replace(line, modifier + m.lines.get(line));
  }
}
