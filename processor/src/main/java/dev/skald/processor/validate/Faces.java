package dev.skald.processor.validate;

import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.Signature;
import dev.skald.processor.model.Signature.SignalFace;
import dev.skald.processor.model.Signature.StepFace;
import dev.skald.processor.model.TypeShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes what callers see of a saga. Works for drafts with errors, too: what is unknown becomes a
 * guess that lets callers compile.
 */
final class Faces {

  private static final JavaType UNKNOWN = new JavaType.Other("unknown");

  private final Draft draft;
  private final Wired wired;

  Faces(Wired wired) {
    this.draft = wired.draft();
    this.wired = wired;
  }

  Signature signature() {
    JavaType saga = draft.form().hider().isPresent() ? UNKNOWN : draft.type();
    return new Signature(
        saga,
        draft.type().orchestrator(),
        draft.form().isPublic(),
        inputName(),
        wired.input().map(this::nameable).orElse(UNKNOWN),
        nameable(result()),
        steps(),
        signals(),
        draft.surroundings().injectable(),
        draft.surroundings().generated(),
        draft.surroundings().deprecated(),
        draft.surroundings().javaLangNames());
  }

  private String inputName() {
    List<List<Wired.Use>> uses = List.copyOf(wired.inputs().values());
    if (uses.size() != 1) {
      return "input";
    }
    ParameterDraft first = uses.get(0).get(0).parameter();
    if (first.each().isPresent()) {
      return "items";
    }
    return first.name().equals("key") ? "input" : first.name();
  }

  /** In doubt, the step that is written last is probably meant to run last. */
  private JavaType result() {
    Optional<JavaType> last = wired.resultStep().map(wired::given);
    if (!draft.returns().isEmpty()) {
      return draft.returns().get(0).result();
    }
    if (last.isEmpty() && wired.graph().sinks().isEmpty() && !wired.steps().isEmpty()) {
      return wired.given(wired.steps().size() - 1);
    }
    return last.orElse(JavaType.NOTHING);
  }

  /** Two events of one name, and names that Java does not allow, are reported. */
  private List<SignalFace> signals() {
    Set<String> names = new HashSet<>();
    List<SignalFace> faces = new ArrayList<>();
    for (MethodDraft step : wired.steps()) {
      for (ParameterDraft parameter : Signals.of(step)) {
        JavaType event = Signals.event(parameter);
        String method = Signals.method(event);
        if (Names.isName(method) && names.add(method)) {
          faces.add(new SignalFace(step.name(), method, Names.constant(method), nameable(event)));
        }
      }
    }
    return faces;
  }

  private List<StepFace> steps() {
    Set<String> names = new HashSet<>();
    Set<String> constants = new HashSet<>();
    Set<String> methods = new HashSet<>(wired.stepNames());
    List<StepFace> faces = new ArrayList<>();
    for (MethodDraft step : wired.steps()) {
      if (names.add(step.name())) {
        String constant = Names.unique(Names.constant(step.name()), "_2", constants);
        faces.add(
            new StepFace(
                step.name(),
                constant,
                viewMethod(step.name(), methods),
                nameable(step.result()),
                step.isForEach()));
      }
    }
    return faces;
  }

  private static String viewMethod(String step, Set<String> taken) {
    return Names.isInherited(step) ? Names.unique(step + "Step", "Step", taken) : step;
  }

  /** A type that generated code cannot name would be a second error beside the one reported. */
  private JavaType nameable(JavaType type) {
    if (type instanceof JavaType.ArrayOf array) {
      return new JavaType.ArrayOf(nameable(array.component()));
    }
    if (!(type instanceof JavaType.Declared declared)) {
      return type;
    }
    TypeShape shape = draft.shapes().get(declared.qualifiedName());
    if (shape != null && !shape.accessible()) {
      return UNKNOWN;
    }
    List<JavaType> arguments = declared.arguments().stream().map(this::nameable).toList();
    return new JavaType.Declared(declared.packageName(), declared.names(), arguments);
  }
}
