package dev.skald.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a source without any idea of what it means. */
final class Blindly {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|[\\p{L}_$][\\p{L}\\p{N}_$.]*|\\d+|.");

  private static final List<String> WORDS =
      List.of(
          "int",
          "void",
          "java.lang.Object",
          "java.util.List",
          "java.util.Optional",
          "T",
          "0",
          "-1",
          "\"\"",
          "\"s0\"",
          "null",
          "this",
          "static",
          "abstract",
          "private",
          "final",
          "default",
          "@dev.skald.Step",
          "@dev.skald.Pivot",
          "@dev.skald.Each",
          "@dev.skald.Signal",
          "@dev.skald.Parallel",
          "@dev.skald.Returns",
          "@dev.skald.Compensate(\"s0\")",
          "@dev.skald.Child(java.lang.String.class)",
          "@dev.skald.From(\"s0\")",
          "@dev.skald.Saga",
          "dev.skald.StepContext",
          "dev.skald.Outcome",
          "java.util.concurrent.CompletionStage",
          "java.util.List<?>",
          "int[]",
          "Missing",
          "dev.skald.Step",
          "dev.skald.Returns",
          "dev.skald.Irreversible",
          "...");

  private final Choices choices;

  Blindly(Choices choices) {
    this.choices = choices;
  }

  String change(String source) {
    String text = source;
    for (int i = 1 + choices.below(2); i > 0; i--) {
      text = choices.below(3) == 0 ? changeLines(text) : changeTokens(text);
    }
    return text;
  }

  /** Most lines are an annotation, the head of a method, or a type. */
  private String changeLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    change(lines, lines);
    return String.join("\n", lines) + "\n";
  }

  private String changeTokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    change(tokens, choices.below(2) == 0 ? WORDS : tokens);
    return String.join("", tokens);
  }

  /** Mostly a place that has to do with us: bodies are {@code javac}'s matter. */
  private int place(List<String> parts) {
    int place = choices.below(parts.size());
    for (int i = 0; i < parts.size() && choices.below(40) > 0 && !isOurs(parts.get(place)); i++) {
      place = (place + 1) % parts.size();
    }
    return place;
  }

  private static boolean isOurs(String part) {
    return part.startsWith("@")
        || part.startsWith("\"")
        || part.startsWith("dev.skald.") && !part.contains("fuzz");
  }

  private void change(List<String> parts, List<String> others) {
    int place = place(parts);
    int other = choices.below(parts.size());
    switch (choices.below(4)) {
      case 0 -> parts.remove(place);
      case 1 -> parts.add(place, parts.get(other));
      case 2 -> {
        String part = parts.get(place);
        parts.set(place, parts.get(other));
        parts.set(other, part);
      }
      default -> parts.set(place, choices.of(List.copyOf(others)));
    }
  }
}
