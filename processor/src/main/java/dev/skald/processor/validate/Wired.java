package dev.skald.processor.validate;

import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.ListSource;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A draft with its names and types resolved as far as that is possible. What cannot be resolved is
 * left out of the graph, so the graph is meaningful only if the rules on names and data found no
 * error.
 */
final class Wired {

  /** A parameter of a method. */
  record Use(MethodDraft method, ParameterDraft parameter) {}

  /** The type argument that stands for no result. */
  static final JavaType VOID = new JavaType.Declared("java.lang", List.of("Void"), List.of());

  private final Draft draft;
  private final List<MethodDraft> steps;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Lists lists;
  private final Results results;
  private final Branches branches;
  private final Graph graph;
  private final Pivots pivots;

  Wired(Draft draft) {
    this.draft = draft;
    this.steps = draft.steps();
    IntStream.range(0, steps.size()).forEach(i -> indexes.putIfAbsent(steps.get(i).name(), i));
    this.results = new Results(draft);
    this.lists = new Lists(this);
    this.branches = new Branches(this);
    this.graph =
        new Graph(IntStream.range(0, steps.size()).mapToObj(branches::dependencies).toList());
    this.pivots = new Pivots(this);
  }

  Draft draft() {
    return draft;
  }

  List<MethodDraft> steps() {
    return steps;
  }

  MethodDraft step(int index) {
    return steps.get(index);
  }

  Lists lists() {
    return lists;
  }

  Graph graph() {
    return graph;
  }

  /** Which step runs when. */
  Branches branches() {
    return branches;
  }

  /** The points of no return. */
  Pivots pivots() {
    return pivots;
  }

  /** What the result of a step can be, if it is sealed. */
  Optional<Variants> variants(int step) {
    return results.variants(step);
  }

  /** The step whose result is the saga's, where no method makes it: the single last one. */
  Optional<Integer> resultStep() {
    return graph.singleSink().filter(branches::always);
  }

  List<String> stepNames() {
    return steps.stream().map(MethodDraft::name).toList();
  }

  Optional<Integer> index(String step) {
    return Optional.ofNullable(indexes.get(step));
  }

  /** The step that an undo undoes, if there is one of that name. */
  Optional<Integer> undone(MethodDraft undo) {
    return undo.compensates().map(Located::value).flatMap(this::index);
  }

  /** The undo of a step; the first, where there are several. */
  Optional<MethodDraft> undo(int step) {
    return draft.undos().stream()
        .filter(undo -> undone(undo).equals(Optional.of(step)))
        .findFirst();
  }

  /** Where a parameter's value comes from. */
  Binding bind(Use use) {
    return branches.bind(use);
  }

  /** Where a parameter's value comes from, as far as names and types tell. */
  Binding candidate(Use use) {
    MethodDraft method = use.method();
    ParameterDraft parameter = use.parameter();
    Optional<Integer> undone = undone(method);
    if (parameter.isContext()) {
      return new Binding.Context();
    }
    if (parameter.isOutcome()) {
      return undone.<Binding>map(Binding.Outcome::new).orElseGet(Binding.Nothing::new);
    }
    if (parameter.isConnection()) {
      return new Binding.Resource();
    }
    if (parameter.signal().isPresent()) {
      return method.step().isPresent() ? new Binding.Event() : new Binding.Nothing();
    }
    if (parameter.each().isPresent()) {
      return method.step().isPresent() || undone.isPresent()
          ? lists.bind(use)
          : new Binding.Nothing();
    }
    if (parameter.from().isPresent()) {
      return index(parameter.from().get().value())
          .map(step -> results.from(step, parameter.type()))
          .orElseGet(Binding.Nothing::new);
    }
    if (undone.filter(own -> gives(method, own, parameter.type())).isPresent()) {
      return new Binding.Result(undone.get());
    }
    return bindByType(use);
  }

  private Binding bindByType(Use use) {
    List<Binding> sources = new ArrayList<>(results.sources(use.parameter().type()));
    if (sources.size() > 1 && use.method().step().isPresent()) {
      // A step never takes its own result, so it cannot be the one that is meant.
      sources.removeIf(source -> step(source.steps().get(0)).equals(use.method()));
    }
    return switch (sources.size()) {
      case 0 -> new Binding.Input();
      case 1 -> sources.get(0);
      default -> new Binding.Several(sources);
    };
  }

  boolean returns(int step, JavaType type) {
    return given(step).boxed().equals(type.boxed());
  }

  /** What a step gives to others: the list of its results, where it runs for each item of one. */
  JavaType given(int step) {
    return Lists.given(step(step));
  }

  /** Whether a method gets a type from a step: an undo gets the result of the item it undoes. */
  boolean gives(MethodDraft method, int step, JavaType type) {
    return undone(method).equals(Optional.of(step))
        ? step(step).result().boxed().equals(type.boxed())
        : returns(step, type);
  }

  /** The outcome of a step, as its undo takes it. */
  JavaType outcome(int step) {
    JavaType result = step(step).result().boxed();
    JavaType content = result instanceof JavaType.Nothing ? VOID : result;
    return new JavaType.Declared("dev.skald", List.of("Outcome"), List.of(content));
  }

  /** The types that steps take and no step returns, each with the parameters that take it. */
  Map<JavaType, List<Use>> inputs() {
    Map<JavaType, List<Use>> inputs = new LinkedHashMap<>();
    for (Use use : uses(steps)) {
      JavaType type = use.parameter().type().boxed();
      Binding binding = bind(use);
      if (binding instanceof Binding.Input) {
        inputs.computeIfAbsent(type, t -> new ArrayList<>()).add(use);
      } else if (binding instanceof Binding.Item item
          && item.list().equals(new ListSource.Whole(OptionalInt.empty()))) {
        inputs.computeIfAbsent(Lists.listOf(type), t -> new ArrayList<>()).add(use);
      }
    }
    return inputs;
  }

  /** The same without what follows from lists alone. */
  List<JavaType> plainInputs() {
    return uses(steps).stream()
        .filter(use -> use.parameter().each().isEmpty() && candidate(use) instanceof Binding.Input)
        .map(use -> use.parameter().type().boxed())
        .distinct()
        .toList();
  }

  /** The input's type, if there is exactly one candidate. */
  Optional<JavaType> input() {
    List<JavaType> types = List.copyOf(inputs().keySet());
    return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
  }

  static List<Use> uses(List<MethodDraft> methods) {
    return methods.stream()
        .flatMap(method -> method.parameters().stream().map(p -> new Use(method, p)))
        .toList();
  }

  /** Whether warnings about a method are silenced. */
  boolean isQuiet(MethodDraft method) {
    return draft.quiet() || method.quiet();
  }

  boolean hasEffect(int step) {
    return !step(step).readOnly();
  }

  /**
   * Whether the step leaves an effect that nothing takes back and nobody has accepted. A child has
   * its own undos.
   */
  boolean needsUndo(int step) {
    return hasEffect(step)
        && step(step).irreversible().isEmpty()
        && step(step).child().isEmpty()
        && undo(step).isEmpty();
  }

  /**
   * Whether a failure of the step turns the saga back. That of a pivot which runs for each item of
   * a list does not: another item may have been done.
   */
  boolean canTurnBack(int step) {
    return !pivots.isAfter(step) && !(pivots.isPivot(step) && !step(step).items().isEmpty());
  }
}
