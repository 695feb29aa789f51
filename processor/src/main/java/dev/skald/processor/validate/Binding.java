package dev.skald.processor.validate;

import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.ListSource;
import java.util.List;
import java.util.Optional;

/** Where a parameter's value comes from, as far as it can be told. */
sealed interface Binding {

  /** The context of the call. */
  record Context() implements Binding {}

  /** A type that no step returns: the saga's input, or one of several candidates for it. */
  record Input() implements Binding {}

  /** The result of one step. */
  record Result(int step) implements Binding {
    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }

  /** The result of one step, which is there only if it is of the variant. */
  record Variant(int step, JavaType type) implements Binding {
    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }

  /** The result of the one step that ran, of several that exclude each other. */
  record OneOf(List<Integer> steps) implements Binding {}

  /** What may be there or not: a result, a variant, or that of one of several steps. */
  record Maybe(Binding of) implements Binding {
    @Override
    public List<Integer> steps() {
      return of.steps();
    }
  }

  /** The outcome of the undone step. */
  record Outcome(int step) implements Binding {
    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }

  /** An item of a list. */
  record Item(ListSource list) implements Binding {
    @Override
    public List<Integer> steps() {
      return list.step().stream().boxed().toList();
    }
  }

  /** An item of any of several lists. */
  record SeveralLists(List<ListSource> lists) implements Binding {}

  /** An item of a list that is nowhere to be found. */
  record NoList() implements Binding {}

  /** An external event. */
  record Event() implements Binding {}

  /** The transaction of the journal. */
  record Resource() implements Binding {}

  /** Any of several results and variants. */
  record Several(List<Binding> options) implements Binding {
    @Override
    public List<Integer> steps() {
      return options.stream().flatMap(option -> option.steps().stream()).toList();
    }

    /** Whether no variant is among them. */
    boolean isOfResults() {
      return options.stream()
          .map(option -> option instanceof Maybe maybe ? maybe.of() : option)
          .allMatch(Result.class::isInstance);
    }
  }

  /** Nothing, for a reason that a rule reports. */
  record Nothing() implements Binding {}

  /** The variant that is taken, surely or possibly. */
  default Optional<Variant> variant() {
    Binding taken = this instanceof Maybe maybe ? maybe.of() : this;
    return taken instanceof Variant variant ? Optional.of(variant) : Optional.empty();
  }

  /** The steps that the value may come from. */
  default List<Integer> steps() {
    return List.of();
  }
}
