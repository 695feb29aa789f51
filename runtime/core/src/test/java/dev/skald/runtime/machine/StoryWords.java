package dev.skald.runtime.machine;

import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.StepPlan.Effect;
import dev.skald.runtime.plan.StepPlan.Mode;
import dev.skald.runtime.plan.UndoPlan.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the words in which a {@link Story} describes its plan. */
final class StoryWords {

  private final List<String> names;

  private StoryWords(String... lines) {
    this.names = Stream.of(lines).map(line -> line.split(" ")[0]).toList();
  }

  static Shape read(String... lines) {
    StoryWords words = new StoryWords(lines);
    List<ShapeStep> steps = new ArrayList<>();
    Set<Integer> pivots = new TreeSet<>();
    for (String line : lines) {
      ShapeStep step = new ShapeStep(words.names.get(steps.size())).limits(3, Shape.UNLIMITED, 0);
      for (String word : line.split(" ")) {
        if (word.equals("pivot")) {
          pivots.add(steps.size());
        }
        step = words.with(step, word);
      }
      steps.add(step);
    }
    return new Shape(steps, pivots);
  }

  private ShapeStep with(ShapeStep step, String word) {
    String value = word.substring(word.indexOf(':') + 1);
    return switch (word.contains(":") ? word.substring(0, word.indexOf(':')) : word) {
      case "after" -> waits(step, indexes(value).stream().map(Wait::after));
      case "ifTaken" -> waits(step, indexes(value).stream().map(Wait::ifTaken));
      case "oneOf" -> step.waits(Wait.oneOf(indexes(value)));
      case "when" -> when(step, value.split("="));
      case "variants" -> step.variants(Integer.parseInt(value));
      case "each" -> each(step, value.split("\\*"));
      case "lock" -> step.locks(true);
      case "child" -> step.mode(Mode.CHILD);
      case "atMostOnce" -> step.mode(Mode.AT_MOST_ONCE);
      case "pipelined" -> step.pipelined(true);
      case "transactional" -> step.mode(Mode.TRANSACTIONAL);
      case "waits" -> step.gate(ShapeStep.Gate.DELAY, Long.parseLong(value));
      case "signal" -> step.gate(ShapeStep.Gate.SIGNAL, 0);
      case "signalOrFail" -> step.gate(ShapeStep.Gate.SIGNAL_OR_FAIL, Long.parseLong(value));
      case "signalOrEmpty" -> step.gate(ShapeStep.Gate.SIGNAL_OR_EMPTY, Long.parseLong(value));
      case "undo" -> step.undo(Needs.valueOf(value.toUpperCase(Locale.ROOT)));
      case "readOnly" -> step.effect(Effect.NONE);
      case "irreversible" -> step.effect(Effect.IRREVERSIBLE);
      case "void" -> step.returnsNothing(true);
      case "attempts" -> step.limits(Integer.parseInt(value), step.undoAttempts(), step.delay());
      case "undoAttempts" -> step.limits(step.attempts(), Integer.parseInt(value), step.delay());
      case "delay" -> step.limits(step.attempts(), step.undoAttempts(), Long.parseLong(value));
      default -> step;
    };
  }

  private List<Integer> indexes(String list) {
    return Stream.of(list.split(",")).map(names::indexOf).sorted().toList();
  }

  private static ShapeStep waits(ShapeStep step, Stream<Wait> waits) {
    ShapeStep waiting = step;
    for (Wait wait : waits.toList()) {
      waiting = waiting.waits(wait);
    }
    return waiting;
  }

  private ShapeStep when(ShapeStep step, String[] stepAndVariants) {
    List<Integer> variants =
        Stream.of(stepAndVariants[1].split(",")).map(Integer::parseInt).toList();
    return step.waits(Wait.variant(names.indexOf(stepAndVariants[0]), variants));
  }

  private ShapeStep each(ShapeStep step, String[] sourceAndMost) {
    boolean ofInput = sourceAndMost[0].equals("input");
    int source = ofInput ? ItemsRef.INPUT : names.indexOf(sourceAndMost[0]);
    ShapeStep waiting =
        ofInput || step.after().contains(source) ? step : step.waits(Wait.after(source));
    return waiting.each(source, Integer.parseInt(sourceAndMost[1]));
  }
}
