package dev.skald.processor.validate;

import dev.skald.processor.model.EachDraft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.ListSource;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.TypeShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the list that a step runs through, by the type of its items. */
final class Lists {

  private final Wired wired;

  /** Who waits for whom without the lists, which are still to be found. */
  private final Graph plain;

  Lists(Wired wired) {
    this.wired = wired;
    this.plain = new Graph(wired.steps().stream().map(this::plainDependencies).toList());
  }

  private SortedSet<Integer> plainDependencies(MethodDraft step) {
    SortedSet<Integer> found = new TreeSet<>();
    step.step().stream()
        .flatMap(mark -> mark.after().stream())
        .forEach(name -> wired.index(name.value()).ifPresent(found::add));
    Wired.uses(List.of(step)).stream()
        .filter(use -> use.parameter().each().isEmpty())
        .forEach(use -> found.addAll(wired.candidate(use).steps()));
    return found;
  }

  /** What a step gives to others: the list of its results, where it runs for each item of one. */
  static JavaType given(MethodDraft step) {
    return step.isForEach() && !(step.result() instanceof JavaType.Nothing)
        ? listOf(step.result())
        : step.result();
  }

  static JavaType listOf(JavaType item) {
    return new JavaType.Declared("java.util", List.of("List"), List.of(item.boxed()));
  }

  /** The list of a parameter that takes an item; an undo runs through the list of its step. */
  Binding bind(Wired.Use use) {
    Optional<Integer> undone = wired.undone(use.method());
    if (undone.isPresent()) {
      return wired.step(undone.get()).items().stream()
          .findFirst()
          .map(item -> bind(new Wired.Use(wired.step(undone.get()), item)))
          .orElseGet(Binding.Nothing::new);
    }
    Optional<Located<String>> from = use.parameter().from();
    if (from.isPresent() && wired.index(from.get().value()).isEmpty()) {
      return new Binding.Nothing();
    }
    List<ListSource> found = candidates(use);
    return switch (found.size()) {
      case 0 -> new Binding.NoList();
      case 1 -> new Binding.Item(found.get(0));
      default -> new Binding.SeveralLists(found);
    };
  }

  /** What comes first wins: who returns the list itself hardly means it to be taken apart. */
  private List<ListSource> candidates(Wired.Use use) {
    ParameterDraft parameter = use.parameter();
    JavaType item = parameter.type().boxed();
    List<Integer> steps = steps(use);
    Optional<String> component = parameter.each().flatMap(EachDraft::component).map(Located::value);
    List<JavaType> inputs = parameter.from().isPresent() ? List.of() : wired.plainInputs();
    List<ListSource> parts = parts(item, steps, inputs, component);
    return component.isPresent()
        ? parts
        : Stream.<Supplier<List<ListSource>>>of(
                () -> wholes(item, steps),
                () -> results(item, steps),
                () -> wholeInput(inputs.contains(listOf(item))),
                () -> parts,
                // Where nobody else says what the input is, it is the list.
                () -> wholeInput(parameter.from().isEmpty() && wired.plainInputs().isEmpty()))
            .map(Supplier::get)
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse(List.of());
  }

  /** The steps that may give the list: the one that is named, or all that do not wait for it. */
  private List<Integer> steps(Wired.Use use) {
    int self = wired.steps().indexOf(use.method());
    Optional<Integer> named = use.parameter().from().map(Located::value).flatMap(wired::index);
    return named
        .map(List::of)
        .orElseGet(
            () ->
                IntStream.range(0, wired.steps().size())
                    .filter(step -> step != self && !plain.isAncestor(self, step))
                    .boxed()
                    .toList());
  }

  private List<ListSource> wholes(JavaType item, List<Integer> steps) {
    return steps.stream()
        .filter(step -> !wired.step(step).isForEach())
        .filter(step -> wired.step(step).result().equals(listOf(item)))
        .<ListSource>map(step -> new ListSource.Whole(OptionalInt.of(step)))
        .toList();
  }

  private List<ListSource> results(JavaType item, List<Integer> steps) {
    return steps.stream()
        .filter(step -> wired.step(step).isForEach())
        .filter(step -> wired.step(step).result().boxed().equals(item))
        .<ListSource>map(ListSource.Results::new)
        .toList();
  }

  private static List<ListSource> wholeInput(boolean fits) {
    return fits ? List.of(new ListSource.Whole(OptionalInt.empty())) : List.of();
  }

  private List<ListSource> parts(
      JavaType item, List<Integer> steps, List<JavaType> inputs, Optional<String> name) {
    List<ListSource> found = new ArrayList<>();
    inputs.forEach(input -> found.addAll(parts(item, input, OptionalInt.empty(), name)));
    steps.stream()
        .filter(step -> !wired.step(step).isForEach())
        .forEach(
            step ->
                found.addAll(parts(item, wired.step(step).result(), OptionalInt.of(step), name)));
    return found;
  }

  private List<ListSource> parts(
      JavaType item, JavaType owner, OptionalInt step, Optional<String> name) {
    return components(owner)
        .filter(component -> name.map(component.name()::equals).orElse(true))
        .filter(component -> component.type().equals(listOf(item)))
        .<ListSource>map(
            component ->
                new ListSource.Component(step, (JavaType.Declared) owner, component.name()))
        .toList();
  }

  private Stream<TypeShape.Component> components(JavaType owner) {
    return Shapes.record(owner, wired.draft()).stream()
        .flatMap(shape -> Shapes.components(shape, (JavaType.Declared) owner));
  }

  /** All lists a step could run through, whatever their items are, as a person would name them. */
  List<String> all(Wired.Use use) {
    Stream<String> ofInput =
        wired.plainInputs().stream().flatMap(input -> lists(input, input + " (the input)"));
    Stream<String> ofSteps =
        steps(use).stream().flatMap(step -> lists(wired.given(step), wired.step(step).name()));
    return Stream.concat(ofInput, ofSteps).toList();
  }

  private Stream<String> lists(JavaType type, String owner) {
    Stream<String> whole = isList(type) ? Stream.of(type + " of " + owner) : Stream.of();
    return Stream.concat(
        whole,
        components(type)
            .filter(component -> isList(component.type()))
            .map(component -> component.type() + " " + component.name() + " of " + owner));
  }

  private static boolean isList(JavaType type) {
    return type.is("java.util.List");
  }

  /** How a person would say which list is meant. */
  String describe(ListSource list) {
    String owner =
        list.step().isPresent() ? wired.step(list.step().getAsInt()).name() : "the input";
    if (list instanceof ListSource.Component component) {
      return component.name() + " of " + owner;
    }
    return list instanceof ListSource.Results ? "the results of " + owner : "that of " + owner;
  }
}
