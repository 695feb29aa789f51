package dev.skald.samples.order.demo;

import dev.skald.runtime.RunState;
import dev.skald.runtime.StepState;
import dev.skald.samples.order.demo.Screen.Tone;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.worker.RunReport;
import dev.skald.samples.order.worker.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a run as a tree. The states come from the run's journal; the times and the number of
 * attempts, and the order of the undos, from the books of the services that were called.
 */
final class RunTree {

  private static final int BAR = 24;

  private final Screen screen;
  private final RunReport run;
  private final Books books;

  RunTree(Screen screen, RunReport run, Books books) {
    this.screen = screen;
    this.run = run;
    this.books = books;
  }

  /** One line of the tree; times in milliseconds since the start, less than 0 for none. */
  private record Row(String name, String state, Tone tone, long from, long to, String note) {}

  void print() {
    List<Row> rows = new ArrayList<>();
    run.steps().forEach(step -> rows.add(stepRow(step)));
    undos().forEach(undo -> rows.add(undoRow(undo)));
    long end = rows.stream().mapToLong(Row::to).max().orElse(0);
    screen.line("  " + headline(end));
    for (int i = 0; i < rows.size(); i++) {
      boolean last = i == rows.size() - 1;
      print(rows.get(i), last ? screen.draw("└─", "`-") : screen.draw("├─", "|-"), end);
    }
  }

  private String headline(long end) {
    String result =
        run.result()
            .map(r -> r.orderId() + ", " + r.paid() + ", parcel " + r.tracking())
            .orElse(run.problem());
    return screen.in(Tone.TITLE, run.key())
        + "  "
        + screen.in(tone(run.state()), run.state().toString())
        + " after "
        + end
        + " ms: "
        + result;
  }

  private void print(Row row, String branch, long end) {
    String text = String.format(Locale.ROOT, "%-14s %-10s", row.name(), row.state());
    String times = "";
    if (row.from() >= 0) {
      times = String.format(Locale.ROOT, " %+6d ms %5d ms", row.from(), row.to() - row.from());
    }
    String line =
        String.format(
            Locale.ROOT,
            "  %s %s%-19s %-" + BAR + "s  %s",
            branch,
            screen.in(row.tone(), text),
            times,
            bar(row, end),
            screen.in(Tone.DIM, row.note()));
    screen.line(line.stripTrailing());
  }

  private String bar(Row row, long end) {
    if (row.from() < 0 || end == 0) {
      return "";
    }
    int from = (int) (row.from() * (BAR - 1) / end);
    int to = (int) (row.to() * (BAR - 1) / end);
    return " ".repeat(from) + screen.draw("━", "=").repeat(to - from + 1);
  }

  private Row stepRow(StepReport step) {
    List<Entry> calls = books.of(run.key(), step.name(), Event.CALLED);
    List<Entry> answers = books.of(run.key(), step.name(), Event.ANSWERED);
    String state = step.state().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (calls.isEmpty()) {
      return new Row(step.name(), "not called", Tone.DIM, -1, -1, "");
    }
    Instant begin = calls.get(0).at();
    Instant end = answers.isEmpty() ? begin : answers.get(answers.size() - 1).at();
    String note = calls.size() == 1 ? "1 attempt" : calls.size() + " attempts";
    return new Row(step.name(), state, tone(step.state()), millis(begin), millis(end), note);
  }

  /** What was undone in this run, in the order in which the services did it. */
  private List<Entry> undos() {
    return books.all().stream()
        .filter(e -> e.event() == Event.UNDONE || e.event() == Event.TOMBSTONE)
        .filter(e -> e.run().equals(run.key()))
        .toList();
  }

  private Row undoRow(Entry undo) {
    long at = millis(undo.at());
    String what = undo.event() == Event.UNDONE ? "done" : "nothing was there";
    return new Row(undo.operation(), "undo", Tone.WARNING, at, at, what);
  }

  private long millis(Instant moment) {
    return Math.max(0, Duration.between(run.startedAt(), moment).toMillis());
  }

  private static Tone tone(RunState state) {
    return switch (state) {
      case COMPLETED -> Tone.GOOD;
      case STUCK, QUARANTINED, ABANDONED -> Tone.BAD;
      default -> Tone.WARNING;
    };
  }

  private static Tone tone(StepState state) {
    return switch (state) {
      case SUCCEEDED -> Tone.GOOD;
      case REJECTED, UNKNOWN, UNDO_FAILED -> Tone.BAD;
      case PENDING -> Tone.DIM;
      default -> Tone.WARNING;
    };
  }
}
