package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.SketchStep.Effect;
import java.util.List;

/** Wrong in lists, events, children, modes, locks and deadlines. */
final class ElementMutators {

  private ElementMutators() {}

  static List<Mutator> all() {
    return List.of(
        new Mutator(
            "no items",
            "SKALD080",
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
        new Mutator(
            "no list",
            "SKALD081",
            m ->
                m.saga.wholeList.isEmpty()
                    && m.append(
                        "@dev.skald.Step(readOnly = true)",
                        "void zz(@dev.skald.Each java.time.LocalTime zz) {}")),
        new Mutator(
            "one of many",
            "SKALD083",
            m ->
                m.step(s -> s.item().isPresent() && s.result.isPresent() && s.result.get().tagged)
                    .map(
                        s ->
                            m.append(
                                "@dev.skald.Step(readOnly = true)",
                                "void zz(" + s.result.get() + " zz) {}"))
                    .orElse(false)),
        new Mutator(
            "event that may be missing",
            "SKALD084",
            m ->
                m.isWritten()
                    && m.append(
                        "record ZzEvent(int i) {}",
                        "@dev.skald.Step(readOnly = true)",
                        "void zz("
                            + m.input()
                            + ", @dev.skald.Signal java.util.Optional<ZzEvent> zz) {}")),
        new Mutator(
            "event of two steps",
            "SKALD085",
            m ->
                m.append(
                    "record ZzEvent(int i) {}",
                    "@dev.skald.Step(readOnly = true) void zz1("
                        + m.input()
                        + ", @dev.skald.Signal ZzEvent zz) {}",
                    "@dev.skald.Step(readOnly = true)",
                    "void zz2(" + m.input() + ", @dev.skald.Signal ZzEvent zz) {}")),
        new Mutator(
            "event in time after the pivot",
            "SKALD086",
            m ->
                m.step(s -> s.afterPivot)
                    .map(
                        s ->
                            m.append(
                                "record ZzEvent(int i) {}",
                                "@dev.skald.Step(readOnly = true, after = \"" + s.name + "\")",
                                "void zz(@dev.skald.Signal(timeout = \"1d\") ZzEvent zz) {}"))
                    .orElse(false)),
        new Mutator(
            "child that is no saga",
            "SKALD087",
            m ->
                m.append(
                        "@dev.skald.Step @dev.skald.Irreversible(\"why\")",
                        "@dev.skald.Parallel",
                        "@dev.skald.Child(java.lang.String.class)",
                        "dev.skald.runtime.SagaHandle<java.lang.Void> zz("
                            + m.input()
                            + ", dev.skald.StepContext zz) { return null; }")
                    && m.mark(m.line() - 2)),
        new Mutator(
            "called once, again",
            "SKALD091",
            m ->
                m.step(s -> s.atMostOnce)
                    .map(s -> m.annotate(s.name, "Retry(maxAttempts = 2)"))
                    .orElse(false)),
        new Mutator(
            "connection of nothing",
            "SKALD092",
            m ->
                m.step(s -> !s.transactional && s.child.isEmpty())
                    .map(s -> m.take(s.name, "java.sql.Connection zz"))
                    .orElse(false)),
        new Mutator(
            "lock without a key",
            "SKALD093",
            m ->
                m.saga.input.text.contains("In")
                    && m.append(
                        "@dev.skald.Step(readOnly = true)",
                        "void zz(@dev.skald.Exclusive(\"zznokey\") " + m.input() + ") {}")),
        new Mutator(
            "pipelined in vain",
            "SKALD097",
            // Beside another last step, none is the pivot by itself.
            m ->
                m.saga.steps.stream().allMatch(s -> !s.pivot || s.pivotWritten)
                    && m.append(
                        "@dev.skald.Step(readOnly = true, pipelined = true) void zz("
                            + m.input()
                            + ") {}")),
        new Mutator(
            "deadline that is too early",
            "SKALD096",
            m ->
                m.step(s -> s.effect != Effect.READS).isPresent()
                    && m.saga.head.contains("deadline")
                    && m.onSaga("36500d", "1ms")));
  }
}
