package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.Input.Source;
import java.util.List;
import java.util.Optional;

/** Wrong in what is taken and given: types, results, variants. */
final class DataMutators {

  private DataMutators() {}

  static List<Mutator> all() {
    return List.of(
        new Mutator(
            "object",
            "SKALD025",
            m ->
                m.append(
                    "@dev.skald.Step(readOnly = true)",
                    "java.lang.Object zz(" + m.input() + ") { return null; }")),
        new Mutator(
            "handle of no child",
            "SKALD025",
            m ->
                m.append(
                    "@dev.skald.Step(readOnly = true)",
                    "dev.skald.runtime.SagaHandle<java.lang.Void> zz("
                        + m.input()
                        + ") { return null; }")),
        new Mutator(
            "private type",
            "SKALD026",
            m ->
                m.append(
                    "private record ZzHidden(int i) {}",
                    "@dev.skald.Step(readOnly = true)",
                    "ZzHidden zz(" + m.input() + ") { return null; }")),
        new Mutator(
            "undo takes what nobody gives",
            "SKALD027",
            m ->
                m.undone()
                    .map(s -> m.take(s.undo.orElseThrow().name, "java.time.LocalTime zz"))
                    .orElse(false)),
        new Mutator(
            "type of two steps",
            "SKALD028",
            m ->
                m.step(s -> s.result.filter(m.saga::isShared).isPresent())
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(" + s.result.get() + " zz) {}"))
                    .orElse(false)),
        new Mutator(
            "from a step of another type",
            "SKALD029",
            m ->
                m.any()
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(@dev.skald.From(\""
                                    + s.name
                                    + "\") java.time.LocalTime zz) {}"))
                    .orElse(false)),
        new Mutator(
            "second input",
            "SKALD030",
            m ->
                m.saga.wholeList.isEmpty()
                    && m.append(
                        "@dev.skald.Step(readOnly = true)", "void zz(java.time.LocalTime zz) {}")),
        new Mutator(
            "undo takes what comes later",
            "SKALD036",
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
        new Mutator(
            "outcome of another type",
            "SKALD037",
            m ->
                m.step(s -> s.undo.filter(u -> u.takes == SketchUndo.Takes.NOTHING).isPresent())
                    .map(
                        s ->
                            m.take(
                                s.undo.orElseThrow().name,
                                "dev.skald.Outcome<java.time.LocalTime> zz"))
                    .orElse(false)),
        new Mutator(
            "variant forgotten",
            "SKALD046",
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
        new Mutator(
            "variant that does not end",
            "SKALD047",
            m ->
                m.step(s -> !s.variants.isEmpty() && s.ends.isEmpty())
                    .map(s -> m.with(s, "ends = " + s.variants.get(0) + ".class"))
                    .orElse(false)),
        new Mutator(
            "optional that is always there",
            "SKALD051",
            m ->
                m.step(
                        s ->
                            s.always
                                && s.result.isPresent()
                                && s.item().isEmpty()
                                && s.child.isEmpty()
                                && s.result.get().tagged
                                && s.variants.isEmpty()
                                && m.isOnly(s)
                                && !isEvent(s))
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(java.util.Optional<" + s.result.get() + "> zz) {}"))
                    .orElse(false)));
  }

  private static Optional<SketchStep> later(Mutant m, SketchStep step) {
    return m.step(
        s ->
            s.ancestors.get(step.index)
                && s.result.filter(kind -> kind.tagged).isPresent()
                && s.item().isEmpty()
                && s.variants.isEmpty()
                && s.inputs.stream().noneMatch(i -> i.source() == Source.EVENT)
                && m.isOnly(s));
  }

  private static boolean isEvent(SketchStep step) {
    return step.event().filter(e -> Optional.of(e.kind()).equals(step.result)).isPresent();
  }
}
