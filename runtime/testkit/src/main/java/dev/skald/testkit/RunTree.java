package dev.skald.testkit;

import dev.skald.runtime.RunView;
import dev.skald.runtime.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws a run: its state, and of each step the state, the calls of the step and of its undo, and
 * its result, in which sensitive components are dots.
 */
final class RunTree {

  private final RunView run;
  private final List<Calls.Entry> calls;

  RunTree(RunView run, List<Calls.Entry> calls) {
    this.run = run;
    this.calls = calls;
  }

  private record Row(int depth, boolean last, String name, String state, String note) {}

  String draw() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < run.steps().size(); i++) {
      add(rows, run.steps().get(i), i == run.steps().size() - 1);
    }
    int names =
        rows.stream().mapToInt(row -> 2 * row.depth() + row.name().length()).max().orElse(0);
    int states = rows.stream().mapToInt(row -> row.state().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(headline());
    for (Row row : rows) {
      String stem = "  ".repeat(row.depth()) + (row.last() ? "└─ " : "├─ ");
      int width = names - 2 * row.depth();
      String line =
          String.format(
              Locale.ROOT,
              "%s%-" + Math.max(1, width) + "s  %-" + Math.max(1, states) + "s  %s",
              stem,
              row.name(),
              row.state(),
              row.note());
      text.append('\n').append(line.stripTrailing());
    }
    return text.toString();
  }

  private String headline() {
    String why = run.cause().map(cause -> ": " + cause).orElse("");
    return run.saga() + " " + run.key() + "  " + run.state() + why;
  }

  private void add(List<Row> rows, StepView<?> step, boolean last) {
    rows.add(row(0, last, step, step.name(), StepCall.NO_ITEM));
    for (int item = 0; item < step.items().size(); item++) {
      boolean lastItem = item == step.items().size() - 1;
      rows.add(row(1, lastItem, step.items().get(item), step.name() + "#" + item, item));
    }
  }

  private Row row(int depth, boolean last, StepView<?> step, String name, int item) {
    List<String> notes = new ArrayList<>();
    // Of a step that runs through a list the items tell more.
    if (step.items().isEmpty()) {
      counted(step.name(), item, false).ifPresent(notes::add);
      counted(step.name(), item, true).ifPresent(notes::add);
      step.shown().ifPresent(notes::add);
    }
    step.failure().map(Object::toString).ifPresent(notes::add);
    step.waitsFor().map(what -> "waits for " + what).ifPresent(notes::add);
    return new Row(depth, last, name, step.state().toString(), String.join("; ", notes));
  }

  private Optional<String> counted(String step, int item, boolean undo) {
    List<Calls.Entry> made =
        calls.stream()
            .filter(entry -> entry.call().step().equals(step) && entry.call().undo() == undo)
            .filter(entry -> entry.call().item() == item)
            .toList();
    if (made.isEmpty()) {
      return Optional.empty();
    }
    long threw = made.stream().filter(entry -> entry.end() == Calls.End.THREW).count();
    long open = made.stream().filter(entry -> entry.end() == Calls.End.OPEN).count();
    return Optional.of(
        (undo ? "undo called " : "called ")
            + (made.size() == 1 ? "once" : made.size() + " times")
            + (threw == 0 ? "" : ", " + threw + " threw")
            + (open == 0 ? "" : ", " + open + " without an end"));
  }
}
