package dev.skald.processor.lock;

import dev.skald.processor.lock.DescribedStep.Gate;
import dev.skald.processor.model.CallModel;
import dev.skald.processor.model.CallModel.Argument;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Edge;
import dev.skald.processor.model.GateModel;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.ListSource;
import dev.skald.processor.model.LockModel;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.model.StepModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Describes a valid saga: what journals depend on, and nothing else. */
public final class Describer {

  private final SagaModel saga;
  private final Draft draft;
  private final TypeDescriber types;

  private Describer(SagaModel saga, Draft draft) {
    this.saga = saga;
    this.draft = draft;
    this.types = new TypeDescriber(draft.shapes());
  }

  /**
   * Describes a saga.
   *
   * @param saga the saga
   * @param draft the same as it was read: knows what its types are made of, and its children
   * @return the description
   */
  public static Description describe(SagaModel saga, Draft draft) {
    return new Describer(saga, draft).description();
  }

  private Description description() {
    TypeRef input = types.ref(saga.signature().input());
    Map<String, Set<Need>> needs = needs();
    List<DescribedStep> steps = new ArrayList<>();
    for (int index = 0; index < saga.steps().size(); index++) {
      steps.add(step(index, needs.get(name(index))));
    }
    List<String> result = result();
    return new Description(saga.name(), saga.version(), input, steps, result, types.described());
  }

  private Map<String, Set<Need>> needs() {
    Map<String, Set<Need>> needs = new LinkedHashMap<>();
    Map<String, JavaType> results = new LinkedHashMap<>();
    for (int index = 0; index < saga.steps().size(); index++) {
      Set<Need> ofStep = new LinkedHashSet<>();
      saga.steps().get(index).edges().forEach(edge -> ofStep.add(need(edge)));
      needs.put(name(index), ofStep);
      results.put(name(index), result(index));
    }
    return new Needs(needs, step -> types.variants(results.getOrDefault(step, JavaType.NOTHING)))
        .reduced();
  }

  private Need need(Edge edge) {
    SortedSet<String> steps =
        edge.steps().stream().map(this::name).collect(Collectors.toCollection(TreeSet::new));
    if (edge instanceof Edge.When when) {
      return new Need.When(steps.first(), types.variants(when.variant()));
    }
    if (edge instanceof Edge.OneOf) {
      return new Need.OneOf(steps);
    }
    return edge instanceof Edge.IfTaken
        ? new Need.IfTaken(steps.first())
        : new Need.After(steps.first());
  }

  private DescribedStep step(int index, Set<Need> needs) {
    StepModel step = saga.steps().get(index);
    return new DescribedStep(
        name(index),
        types.ref(result(index)),
        needs,
        gate(step.gate()),
        step.each().map(each -> source(each.source()) + " by " + each.concurrency()).orElse(""),
        step.locks().stream().map(this::lock).toList(),
        mode(index, step),
        effect(step.effect()),
        saga.pivots().contains(index),
        step.afterPivot(),
        step.undo().map(undo -> undo.needs().name().toLowerCase(Locale.ROOT)).orElse(""));
  }

  private JavaType result(int index) {
    return saga.signature().steps().get(index).result();
  }

  private Gate gate(GateModel gate) {
    if (gate instanceof GateModel.Delay) {
      return new Gate(Words.DELAY, TypeRef.VOID);
    }
    if (gate instanceof GateModel.Signal signal) {
      String kind =
          signal.optional()
              ? Words.SIGNAL_OR_EMPTY
              : signal.timeout().isPresent() ? Words.SIGNAL_OR_FAIL : Words.SIGNAL;
      JavaType event = saga.signature().signals().get(signal.signal()).event();
      return new Gate(kind, types.ref(event));
    }
    return Gate.NONE;
  }

  private String source(ListSource source) {
    String of = source.step().isPresent() ? name(source.step().getAsInt()) : Words.INPUT;
    if (source instanceof ListSource.Component component) {
      return of + "." + component.name();
    }
    return source instanceof ListSource.Results ? of + "[]" : of;
  }

  /** The lock's name may have any character, so it is quoted. */
  private String lock(LockModel lock) {
    String key = "";
    if (lock.key() instanceof LockModel.Key.Component component) {
      key = "." + component.name();
    } else if (lock.key() instanceof LockModel.Key.OfItems items) {
      key = "[]." + items.name();
    }
    return Quoted.of(lock.name()) + " from " + word(lock.value()) + key;
  }

  private String mode(int index, StepModel step) {
    return switch (step.mode()) {
      case AT_LEAST_ONCE -> step.pipelined() ? "pipelined" : "";
      case AT_MOST_ONCE -> "at-most-once";
      case TRANSACTIONAL -> "transactional";
      case CHILD -> "child " + child(draft.steps().get(index));
    };
  }

  private String child(MethodDraft step) {
    String type = step.child().orElseThrow().saga();
    Draft child = draft.kin().get(type);
    return child == null ? type : child.name().value();
  }

  private static String effect(StepModel.Effect effect) {
    return switch (effect) {
      case EFFECT -> "";
      case NONE -> Words.READ_ONLY;
      case IRREVERSIBLE -> Words.IRREVERSIBLE;
    };
  }

  private List<String> result() {
    if (saga.returns().isPresent()) {
      CallModel method = saga.returns().get();
      return method.arguments().stream()
          .filter(argument -> !(argument instanceof Argument.Input))
          .map(this::word)
          .sorted()
          .distinct()
          .toList();
    }
    return saga.signature().result() instanceof JavaType.Nothing ? List.of() : last();
  }

  /** The single step that no other waits for. */
  private List<String> last() {
    Set<Integer> awaited =
        saga.steps().stream()
            .flatMap(step -> step.dependencies().stream())
            .collect(Collectors.toSet());
    List<String> last = new ArrayList<>();
    for (int index = 0; index < saga.steps().size(); index++) {
      if (!awaited.contains(index)) {
        last.add(name(index));
      }
    }
    return last;
  }

  /** Where an argument comes from, in one word. */
  private String word(Argument argument) {
    if (argument instanceof Argument.Result result) {
      return name(result.step());
    }
    if (argument instanceof Argument.Results results) {
      return name(results.step()) + "[]";
    }
    if (argument instanceof Argument.Variant variant) {
      return name(variant.step()) + ":" + variant.type().simpleName();
    }
    if (argument instanceof Argument.OneOf one) {
      return one.steps().stream().map(this::name).sorted().collect(Collectors.joining("|"));
    }
    if (argument instanceof Argument.Maybe maybe) {
      return "?" + word(maybe.of());
    }
    if (argument instanceof Argument.Input) {
      return Words.INPUT;
    }
    if (argument instanceof Argument.Item) {
      return "item";
    }
    if (argument instanceof Argument.Signal) {
      return "event";
    }
    throw new IllegalStateException("No journal depends on " + argument);
  }

  private String name(int step) {
    return saga.steps().get(step).call().method();
  }
}
