package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** The source of a saga that was right, while one thing is made wrong in it. */
final class Mutant {

  final Sketch saga;
  final Choices choices;
  final List<String> lines;
  private String marked = "";

  Mutant(Sketch saga, Choices choices) {
    this.saga = saga;
    this.choices = choices;
    this.lines = new ArrayList<>(SagaText.of(saga).lines().toList());
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** The line, from 1, where the error belongs. */
  int line() {
    for (int i = 0; i < lines.size(); i++) {
      // By identity: the same text may stand on other lines, too.
      if (lines.get(i) == marked) {
        return i + 1;
      }
    }
    throw new IllegalStateException("No line was marked in " + text());
  }

  /** A step that fits, by chance. */
  Optional<SketchStep> step(Predicate<SketchStep> fits) {
    List<SketchStep> steps = saga.steps.stream().filter(fits).toList();
    return steps.isEmpty() ? Optional.empty() : Optional.of(choices.of(steps));
  }

  /** The line of a method's name. */
  int head(String method) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(" " + method + "(") && lines.get(i).endsWith(" {")) {
        return i;
      }
    }
    throw new IllegalStateException("No method " + method + " in " + text());
  }

  /** The line of an annotation of a method. */
  int annotation(String method, String annotation) {
    for (int i = head(method); i >= 0; i--) {
      if (lines.get(i).startsWith("@dev.skald." + annotation)) {
        return i;
      }
    }
    throw new IllegalStateException("No " + annotation + " on " + method);
  }

  /** Replaces a line, where the error belongs from then on. */
  boolean replace(int line, String text) {
    marked = new String(text.toCharArray());
    lines.set(line, marked);
    return true;
  }

  /** Puts a line before another one, where the error belongs from then on. */
  boolean insert(int line, String text) {
    lines.add(line, "");
    return replace(line, text);
  }

  /** Says that the error belongs to a line as it is. */
  boolean mark(int line) {
    return replace(line, lines.get(line));
  }

  /** Adds an annotation to a method. */
  boolean annotate(String method, String annotation) {
    return insert(head(method), "@dev.skald." + annotation);
  }

  /** Adds members at the end of the saga, of which the last line is where the error belongs. */
  boolean append(String... members) {
    int end = end();
    for (String member : members) {
      insert(end++, member);
    }
    return true;
  }

  private int end() {
    int classes = saga.outer.isPresent() ? 2 : 1;
    int end = lines.size();
    while (classes > 0) {
      end--;
      classes -= lines.get(end).equals("}") ? 1 : 0;
    }
    return end;
  }

  /** Adds a member to the {@code @Step} of a step. */
  boolean with(SketchStep step, String member) {
    int line = annotation(step.name, "Step");
    String text = lines.get(line);
    String written =
        text.endsWith(")")
            ? text.substring(0, text.length() - 1) + ", " + member + ")"
            : text + "(" + member + ")";
    return replace(line, written);
  }

  /** Adds a parameter to a method. */
  boolean take(String method, String parameter) {
    int line = head(method);
    String text = lines.get(line);
    String comma = text.contains("()") ? "" : ", ";
    return replace(
        line,
        text.replaceFirst("\\)(?=[^)]*\\{$)", Matcher.quoteReplacement(comma + parameter + ")")));
  }

  /** The input as a parameter. */
  String input() {
    return saga.input.text + " zzInput";
  }

  Optional<SketchStep> any() {
    return step(s -> true);
  }

  /** A step that fits and starts no child. */
  Optional<SketchStep> plain(Predicate<SketchStep> fits) {
    return step(fits.and(s -> s.child.isEmpty()));
  }

  Optional<SketchStep> undone() {
    return step(s -> s.undo.isPresent());
  }

  Optional<SketchStep> pivot() {
    return step(s -> s.pivotWritten);
  }

  /** Whether no pivot is one by itself, which it would not be beside one more last step. */
  boolean isWritten() {
    return saga.steps.stream().noneMatch(step -> step.pivot && !step.pivotWritten);
  }

  /** Whether no other step returns the same type. */
  boolean isOnly(SketchStep step) {
    return saga.steps.stream().filter(s -> s.result.equals(step.result)).count() == 1;
  }

  /** Adds one more undo of a step. */
  boolean undo(SketchStep step) {
    append(
        "@dev.skald.Compensate(\"" + step.name + "\")", "void zzUndo(dev.skald.StepContext zz) {}");
    return mark(line() - 2);
  }

  /** Changes the annotation that makes the class a saga. */
  boolean onSaga(String from, String to) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("@dev.skald.Saga(")) {
        return replace(i, lines.get(i).replace(from, to));
      }
    }
    throw new IllegalStateException(text());
  }
}
