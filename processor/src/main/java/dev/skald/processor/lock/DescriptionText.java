package dev.skald.processor.lock;

import java.util.List;
import java.util.Locale;

/** Writes a description, line by line; {@link DescriptionReader} reads it back. */
final class DescriptionText {

  private final Description saga;
  private final StringBuilder text = new StringBuilder();

  DescriptionText(Description saga) {
    this.saga = saga;
  }

  String whole() {
    graph();
    if (!saga.result().isEmpty()) {
      line(Words.RESULT, String.join(" ", saga.result()));
    }
    saga.types().forEach(this::type);
    return text.toString();
  }

  /** What the runtime reads a journal by; the types' names stand for what they are made of. */
  String graph() {
    line(Words.SAGA, saga.saga());
    line(Words.VERSION, Integer.toString(saga.version()));
    line(Words.INPUT, saga.input().toString());
    saga.steps().values().forEach(this::step);
    return text.toString();
  }

  private void step(DescribedStep step) {
    line(Words.STEP, step.name());
    inner(Words.GIVES, step.gives().is("void") ? "" : step.gives().toString());
    step.needs().stream().map(DescriptionText::need).sorted().forEach(this::plain);
    TypeRef event = step.gate().event();
    inner(Words.GATE, step.gate().kind() + (event.is("void") ? "" : " " + event));
    inner(Words.EACH, step.each());
    step.locks().forEach(lock -> inner(Words.LOCK, lock));
    inner(Words.MODE, step.mode());
    inner(Words.EFFECT, step.effect());
    plain(step.pivot() ? Words.PIVOT : "");
    plain(step.afterPivot() ? Words.AFTER_PIVOT : "");
    inner(Words.UNDO, step.undo());
  }

  static String need(Need need) {
    String steps = String.join(" ", need.steps());
    if (need instanceof Need.When when) {
      return Words.WHEN + " " + steps + " " + String.join(" ", when.variants());
    }
    if (need instanceof Need.After) {
      return Words.AFTER + " " + steps;
    }
    return (need instanceof Need.OneOf ? Words.ONE_OF : Words.IF_TAKEN) + " " + steps;
  }

  private void type(String name, DescribedType type) {
    line(word(type.kind()), name);
    List<DescribedType.Part> parts = type.parts();
    parts.forEach(part -> plain(part.name() + (part.type().is("void") ? "" : " " + part.type())));
  }

  static String word(DescribedType.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void line(String word, String rest) {
    text.append(word).append(' ').append(rest).append('\n');
  }

  private void inner(String word, String rest) {
    plain(rest.isEmpty() ? "" : word + " " + rest);
  }

  private void plain(String line) {
    text.append(line.isEmpty() ? "" : "  " + line + "\n");
  }
}
