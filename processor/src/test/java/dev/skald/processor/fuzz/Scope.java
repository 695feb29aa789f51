package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What is known at one place of a path while a saga is made up. */
final class Scope {

  /** What every run on this path has. */
  final List<Input> values = new ArrayList<>();

  /** What only some of them have. */
  final List<Input> maybes = new ArrayList<>();

  /** Steps with effects after which nothing with an effect is ordered yet. */
  final List<Integer> open = new ArrayList<>();

  /** All steps that every run on this path has. */
  final List<Integer> all = new ArrayList<>();

  /** What a step must take, or stand after a step of, to be on this path alone. */
  Optional<Input> guard = Optional.empty();

  /** The same where it is a step: it is named in {@code after}. */
  Optional<Integer> anchor = Optional.empty();

  final BitSet guarded = new BitSet();
  boolean afterPivot;

  Scope copy() {
    Scope copy = new Scope();
    copy.values.addAll(values);
    copy.maybes.addAll(maybes);
    copy.open.addAll(open);
    copy.all.addAll(all);
    copy.guard = guard;
    copy.anchor = anchor;
    copy.guarded.or(guarded);
    copy.afterPivot = afterPivot;
    return copy;
  }

  boolean isAlways() {
    return guard.isEmpty() && anchor.isEmpty();
  }
}
