package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Knows which steps run in the same run. A step runs only if all it requires did; where it joins
 * steps that exclude each other, one of them is enough. What a parameter joins depends on who
 * excludes whom, and that on what others join, so both are told step by step, in the order in which
 * steps wait for each other.
 */
final class Branches {

  /**
   * What a step waits for.
   *
   * @param text how it is written, for example {@code Payment payment}
   */
  record Wait(String text, Binding binding) {}

  private final Wired saga;
  private final Conditions conditions = new Conditions();
  private final Condition[] runs;
  private final List<List<Wait>> waits = new ArrayList<>();
  private final Map<Anchor, Binding> bindings = new HashMap<>();
  private final Map<Integer, Integer> decisions = new HashMap<>();
  private final Set<Integer> branching = new HashSet<>();

  Branches(Wired saga) {
    this.saga = saga;
    this.runs = new Condition[saga.steps().size()];
    // In a cycle, which is reported, a step may be asked for before its turn.
    Arrays.fill(runs, Condition.ALWAYS);
    saga.steps().forEach(step -> waits.add(List.of()));
    Order.of(saga.steps().size(), this::candidates).forEach(this::settle);
    findBranching();
  }

  /** Where a parameter's value comes from. */
  Binding bind(Wired.Use use) {
    return bindings.computeIfAbsent(
        use.parameter().where(), where -> narrowed(joined(saga.candidate(use)), given(use)));
  }

  /** When a step runs. */
  Condition condition(int step) {
    return runs[step];
  }

  /** When the value is there. */
  Condition condition(Binding binding) {
    if (binding instanceof Binding.Result result) {
      return runs[result.step()];
    }
    if (binding instanceof Binding.Item item) {
      return item.list().step().isPresent()
          ? runs[item.list().step().getAsInt()]
          : Condition.ALWAYS;
    }
    if (binding instanceof Binding.Variant variant) {
      Variants variants = saga.variants(variant.step()).orElseThrow();
      int decision = decisions.computeIfAbsent(variant.step(), step -> decisions.size());
      return conditions.and(
          runs[variant.step()],
          conditions.when(decision, variants.leaves().size(), variants.leaves(variant.type())));
    }
    if (binding instanceof Binding.OneOf join) {
      return join.steps().stream().map(this::condition).reduce(Condition.NEVER, conditions::or);
    }
    return Condition.ALWAYS;
  }

  /** When a parameter's method is called. */
  Condition given(Wired.Use use) {
    return use.method().step().isPresent()
        ? saga.index(use.method().name()).map(this::condition).orElse(Condition.ALWAYS)
        : saga.undone(use.method()).map(this::condition).orElse(Condition.ALWAYS);
  }

  /** Whether a parameter's value is there whenever its method is called. */
  boolean isSure(Wired.Use use) {
    return implies(given(use), condition(bind(use)));
  }

  /** Whether a step runs in every run that does not turn back before. */
  boolean always(int step) {
    return runs[step].equals(Condition.ALWAYS);
  }

  boolean exclusive(Condition a, Condition b) {
    return conditions.exclusive(a, b);
  }

  /** Whether no run has both steps. */
  boolean exclusive(int a, int b) {
    return conditions.exclusive(runs[a], runs[b]);
  }

  /** Whether a step runs only in runs that another is in. */
  boolean implies(int step, int other) {
    return conditions.implies(runs[step], runs[other]);
  }

  /** Whether one condition holds only where another does. */
  boolean implies(Condition given, Condition then) {
    return conditions.implies(given, then);
  }

  /** What a step waits for. */
  List<Wait> waits(int step) {
    return waits.get(step);
  }

  /** The steps that a step waits for, whatever it needs of them. */
  SortedSet<Integer> dependencies(int step) {
    SortedSet<Integer> found = new TreeSet<>();
    waits(step).forEach(wait -> found.addAll(wait.binding().steps()));
    return found;
  }

  /** Whether the variant of a step's result decides what runs. */
  boolean isBranching(int step) {
    return branching.contains(step);
  }

  /** The branching steps on whose variants a condition depends. */
  List<Integer> decidersOf(Condition condition) {
    return decisions.keySet().stream()
        .filter(step -> variantsIn(condition, step).size() < leaves(step))
        .sorted()
        .toList();
  }

  /** The leaves of a branching step's result with which a condition can hold. */
  List<Integer> variantsIn(Condition condition, int decider) {
    return conditions.possible(condition, decisions.get(decider), leaves(decider));
  }

  private int leaves(int step) {
    return saga.variants(step).orElseThrow().leaves().size();
  }

  private void settle(int index) {
    MethodDraft step = saga.step(index);
    List<Wait> found = new ArrayList<>();
    List<Wired.Use> uses = Wired.uses(List.of(step));
    for (Wired.Use use : uses) {
      String text = use.parameter().type() + " " + use.parameter().name();
      found.add(new Wait(text, joined(saga.candidate(use))));
    }
    for (List<Integer> group : Alternatives.of(after(step), this::exclusive)) {
      List<String> names = group.stream().map(saga::step).map(MethodDraft::name).toList();
      found.add(new Wait("after " + String.join(" or ", names), join(group)));
    }
    Condition all = Condition.ALWAYS;
    for (Wait wait : found) {
      all = conditions.and(all, condition(wait.binding()));
    }
    Condition given = all;
    found.replaceAll(wait -> new Wait(wait.text(), narrowed(wait.binding(), given)));
    for (int i = 0; i < uses.size(); i++) {
      bindings.put(uses.get(i).parameter().where(), found.get(i).binding());
    }
    runs[index] = given;
    waits.set(index, found.stream().filter(wait -> !wait.binding().steps().isEmpty()).toList());
  }

  /** The steps named in {@code after}, as far as they exist. */
  List<Integer> after(MethodDraft step) {
    return step.step().stream()
        .flatMap(mark -> mark.after().stream())
        .map(Located::value)
        .flatMap(name -> saga.index(name).stream())
        .distinct()
        .toList();
  }

  /** Several results become one value where no two of them are there in one run. */
  private Binding joined(Binding candidate) {
    if (!(candidate instanceof Binding.Several several)) {
      return candidate;
    }
    List<Integer> steps = several.steps();
    if (!Alternatives.isOneGroup(steps, this::exclusive) || !several.isOfResults()) {
      return candidate;
    }
    boolean maybe = several.options().get(0) instanceof Binding.Maybe;
    return maybe ? new Binding.Maybe(join(steps)) : join(steps);
  }

  /** A join without the steps that never run where its result is taken. */
  private Binding narrowed(Binding binding, Condition given) {
    if (binding instanceof Binding.Maybe maybe) {
      return new Binding.Maybe(narrowed(maybe.of(), given));
    }
    if (!(binding instanceof Binding.OneOf join)) {
      return binding;
    }
    List<Integer> left =
        join.steps().stream().filter(step -> !exclusive(runs[step], given)).toList();
    // If none is left, the step never runs or the value is never there, which is reported.
    return left.isEmpty() ? binding : join(left);
  }

  private static Binding join(List<Integer> steps) {
    return steps.size() == 1 ? new Binding.Result(steps.get(0)) : new Binding.OneOf(steps);
  }

  private Set<Integer> candidates(int index) {
    MethodDraft step = saga.step(index);
    Set<Integer> found = new TreeSet<>(after(step));
    Wired.uses(List.of(step)).forEach(use -> found.addAll(saga.candidate(use).steps()));
    return found;
  }

  private void findBranching() {
    for (int step = 0; step < saga.steps().size(); step++) {
      boolean ends = saga.step(step).step().filter(mark -> !mark.ends().isEmpty()).isPresent();
      if (ends && saga.variants(step).isPresent()) {
        branching.add(step);
      }
    }
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      bind(use).variant().map(Binding.Variant::step).ifPresent(branching::add);
    }
  }
}
