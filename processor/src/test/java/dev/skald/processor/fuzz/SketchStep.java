package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A step of a made-up saga, as its maker meant it. Filled by {@link SagaMaker} alone. */
final class SketchStep {

  enum Effect {
    READS,
    UNDONE,
    STAYS,
    /** Neither undone nor said to stay: at the pivot and after it. */
    FINAL
  }

  enum Refusal {
    NEVER,
    CHECKED,
    UNCHECKED
  }

  final int index;
  String name;
  Effect effect = Effect.READS;

  /** What one call returns; empty for nothing. */
  Optional<Kind> result = Optional.empty();

  final List<Input> inputs = new ArrayList<>();
  final List<Integer> after = new ArrayList<>();

  /** Whether one of {@link #after} is enough, because they exclude each other. */
  boolean alternatives;

  /** The variants of the result, where it decides, and what of them ends. */
  List<Kind> variants = List.of();

  final List<Kind> ends = new ArrayList<>();

  boolean pivot;
  boolean pivotWritten;
  boolean afterPivot;
  boolean parallel;
  boolean async;
  boolean atMostOnce;
  boolean transactional;
  boolean pipelined;
  boolean always;
  Refusal refusal = Refusal.NEVER;
  String delay = "";

  /** The timeout of its event, if it has one; such an event never comes. */
  boolean eventExpires;

  boolean eventMayExpire;

  Optional<Integer> attempts = Optional.empty();
  boolean ownTimeout;
  Optional<SketchUndo> undo = Optional.empty();
  Optional<Sketch> child = Optional.empty();

  /** All steps that are settled before it. */
  final BitSet ancestors = new BitSet();

  SketchStep(int index, String name) {
    this.index = index;
    this.name = name;
  }

  Optional<Input> item() {
    return inputs.stream().filter(input -> input.source() == Input.Source.ITEM).findFirst();
  }

  Optional<Input> event() {
    return inputs.stream().filter(input -> input.source() == Input.Source.EVENT).findFirst();
  }

  boolean takes(Input.Source source) {
    return inputs.stream().anyMatch(input -> input.source() == source);
  }

  /** Whether it is called in no way of its own, so that a second call does no harm. */
  boolean isJustCalled() {
    return !pivot && !atMostOnce && !transactional && child.isEmpty() && item().isEmpty();
  }

  /** The steps that it names or takes something from. */
  Set<Integer> behind() {
    Set<Integer> steps = new TreeSet<>(after);
    inputs.forEach(input -> steps.addAll(input.steps()));
    return steps;
  }

  /** Whether its service may decline. */
  boolean isRefusable() {
    return refusal != Refusal.NEVER;
  }

  @Override
  public String toString() {
    return name;
  }
}
