package dev.skald.processor.validate;

import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Knows which steps give a type: as their whole result, or as a variant of it. */
final class Results {

  private final List<MethodDraft> steps;
  private final Map<JavaType, List<Integer>> producers = new HashMap<>();
  private final Map<JavaType, Optional<Variants>> variants = new HashMap<>();
  private final List<Integer> sealed;

  Results(Draft draft) {
    this.steps = draft.steps();
    for (int step = 0; step < steps.size(); step++) {
      JavaType type = Lists.given(steps.get(step));
      producers.computeIfAbsent(type.boxed(), t -> new ArrayList<>()).add(step);
      variants.computeIfAbsent(type, t -> Variants.of(t, draft.shapes()));
    }
    this.sealed =
        IntStream.range(0, steps.size())
            .filter(step -> variants(step).isPresent())
            .boxed()
            .toList();
  }

  /** What the result of a step can be, if it is sealed. */
  Optional<Variants> variants(int step) {
    return variants.get(Lists.given(steps.get(step)));
  }

  /** The content of an {@code Optional}. */
  static Optional<JavaType> content(JavaType type) {
    return type.is("java.util.Optional") && ((JavaType.Declared) type).arguments().size() == 1
        ? Optional.of(((JavaType.Declared) type).arguments().get(0))
        : Optional.empty();
  }

  /**
   * Whatever gives a type. An {@code Optional} that a step returns as such is that step's result;
   * any other may be there or not.
   */
  List<Binding> sources(JavaType type) {
    List<Binding> found = plain(type);
    return found.isEmpty() ? optional(type) : found;
  }

  /** What a step named for a parameter of a type gives; its result, if it gives no such type. */
  Binding from(int step, JavaType type) {
    return Stream.concat(plain(type).stream(), optional(type).stream())
        .filter(source -> source.steps().contains(step))
        .findFirst()
        .orElseGet(() -> new Binding.Result(step));
  }

  private List<Binding> optional(JavaType type) {
    return content(type).stream()
        .flatMap(content -> plain(content).stream())
        .<Binding>map(Binding.Maybe::new)
        .toList();
  }

  private List<Binding> plain(JavaType type) {
    List<Binding> found = new ArrayList<>();
    producers.getOrDefault(type.boxed(), List.of()).stream()
        .map(Binding.Result::new)
        .forEach(found::add);
    sealed.stream()
        .filter(step -> variants(step).orElseThrow().has(type))
        .map(step -> new Binding.Variant(step, type))
        .forEach(found::add);
    return found;
  }
}
