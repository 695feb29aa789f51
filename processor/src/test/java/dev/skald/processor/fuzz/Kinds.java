package dev.skald.processor.fuzz;

import dev.skald.processor.fuzz.SketchStep.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes up payload types; no two of them are equal, so that each tells where it comes from. */
final class Kinds {

  private static final String TAGGED = "dev.skald.processor.fuzz.Stage.Tagged";
  private static final String STRING = "java.lang.String";

  /** More components of a record: how each is declared, and a value. */
  private static final List<List<String>> PARTS =
      List.of(
          List.of("long", "4_000_000_000L"),
          List.of(STRING, "\"日本 \\\"ü\\\" \\\\ \\n \\uD83D\\uDE00\""),
          List.of("boolean", "true"),
          List.of("@dev.skald.Sensitive " + STRING, "\"secret\""),
          List.of("java.math.BigDecimal", "new java.math.BigDecimal(\"12.50\")"),
          List.of("java.util.List<" + STRING + ">", "java.util.List.of(\"a\", \"\")"),
          List.of(
              "java.util.Map<" + STRING + ", java.util.List<java.lang.Integer>>",
              "java.util.Map.of(\"k\", java.util.List.of(1, 2))"),
          List.of("java.util.Optional<" + STRING + ">", "java.util.Optional.of(\"o\")"),
          List.of("java.util.Optional<java.lang.Long>", "java.util.Optional.empty()"),
          List.of("java.time.Instant", "java.time.Instant.ofEpochSecond(1, 2)"),
          List.of("java.time.Duration", "java.time.Duration.ofMillis(1500)"),
          List.of("java.util.UUID", "new java.util.UUID(1, 2)"),
          List.of("java.time.DayOfWeek", "java.time.DayOfWeek.MONDAY"),
          List.of("char", "'ß'"),
          List.of("double", "0.1"));

  private static final List<Kind> SCALARS =
      List.of(
          scalar(STRING, "zz.run() + zz.n()"),
          scalar("int", "zz.n()"),
          scalar("java.lang.Long", "5_000_000_000L + zz.n()"),
          scalar("java.util.UUID", "new java.util.UUID(7, zz.n())"),
          scalar("java.time.Instant", "java.time.Instant.ofEpochMilli(zz.n())"),
          scalar("java.math.BigInteger", "java.math.BigInteger.valueOf(zz.n())"),
          scalar("boolean", "zz.n() % 2 == 0"),
          scalar("java.time.Month", "java.time.Month.MAY"),
          scalar("java.net.URI", "java.net.URI.create(\"urn:x:\" + zz.n())"));

  private final Choices choices;
  private final Names names;
  private final Sketch saga;

  /** What stands before the name of a type where it is used. */
  private final String owner;

  private final List<Kind> scalars = new ArrayList<>(SCALARS);
  private boolean boxed;

  Kinds(Choices choices, Names names, Sketch saga, String owner) {
    this.choices = choices;
    this.names = names;
    this.saga = saga;
    this.owner = owner;
  }

  private static Kind scalar(String text, String value) {
    return new Kind(text, value, false, List.of());
  }

  /** A type of any form. */
  Kind any() {
    int form = choices.below(10);
    if (form == 7) {
      Kind content = record();
      String box = "Box";
      if (!boxed) {
        boxed = true;
        saga.declarations.add(
            "record %s<T>(%s run, T content, int n) implements %s {}"
                .formatted(box, STRING, TAGGED));
      }
      String value = "new %s<>(zz.run(), %s, zz.n())".formatted(owner + box, content.value);
      return new Kind(owner + box + "<" + content + ">", value, true, List.of());
    }
    if (form == 8) {
      Kind content = record();
      String value = "java.util.Map.of(\"k\", %s)".formatted(content.value);
      return scalar("java.util.Map<%s, %s>".formatted(STRING, content), value);
    }
    return form == 9 && !scalars.isEmpty()
        ? scalars.remove(choices.below(scalars.size()))
        : record();
  }

  /** A text that is the key of the run; no step returns one then. */
  Kind text() {
    scalars.removeIf(scalar -> scalar.text.equals(STRING));
    return new Kind(STRING, "zz.run()", true, List.of());
  }

  Kind record() {
    return record(name("R"), List.of(), "");
  }

  /** A record with some components beside the run and a number. */
  Kind record(String name, List<List<String>> more, String implemented) {
    List<List<String>> parts = new ArrayList<>(more);
    for (int i = choices.below(3); i > 0; i--) {
      parts.add(choices.of(PARTS));
    }
    List<String> declared = new ArrayList<>(List.of(STRING + " run", "int n"));
    List<String> values = new ArrayList<>(List.of("zz.run()", "zz.n()"));
    for (int i = 0; i < parts.size(); i++) {
      List<String> part = parts.get(i);
      declared.add(part.get(0) + " " + (part.size() > 2 ? part.get(2) : "c" + i));
      values.add(part.get(1));
    }
    saga.declarations.add(
        "record %s(%s) implements %s {}"
            .formatted(name, String.join(", ", declared), implemented + TAGGED));
    String text = owner + name;
    String value = "new %s(%s)".formatted(text, String.join(", ", values));
    return new Kind(text, value, true, List.of());
  }

  /** An event, after whose type a method of the orchestrator is named. */
  Kind event(int number) {
    return record("Event" + number, List.of(), "");
  }

  private String name(String plain) {
    return names.type(plain);
  }

  /** A list of items. */
  Kind listOf(Kind item, String call) {
    return new Kind(
        "java.util.List<" + item + ">",
        call + "(zi -> " + item.value.replace("zz.", "zi.") + ")",
        false,
        List.of());
  }

  /** A sealed type and all its variants, the leaves first. */
  List<Kind> sealed() {
    String name = name("D");
    int leaves = 2 + choices.below(3);
    boolean nested = leaves > 2 && choices.below(2) == 1;
    String group = nested ? name("N") : "";
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      String parent = owner + (nested && i > 0 ? group : name);
      Kind leaf = record(name("V"), List.of(), parent + ", ");
      kinds.add(new Kind(leaf.text, leaf.value, true, List.of(i)));
    }
    List<String> all = kinds.stream().map(kind -> kind.text).toList();
    List<Integer> inner = IntStream.range(1, leaves).boxed().toList();
    if (nested) {
      saga.declarations.add(
          "sealed interface %s extends %s permits %s {}"
              .formatted(group, owner + name, String.join(", ", all.subList(1, leaves))));
      kinds.add(new Kind(owner + group, "", true, inner));
    }
    saga.declarations.add(
        "sealed interface %s extends %s permits %s {}"
            .formatted(
                name, TAGGED, nested ? all.get(0) + ", " + owner + group : String.join(", ", all)));
    String value =
        IntStream.range(0, leaves - 1)
                .mapToObj(i -> "zz.variant() == " + i + " ? " + kinds.get(i).value + " : ")
                .collect(Collectors.joining())
            + kinds.get(leaves - 1).value;
    kinds.add(new Kind(owner + name, value, true, IntStream.range(0, leaves).boxed().toList()));
    return kinds;
  }

  /** Declares the exception by which services decline in one of the two ways. */
  void declare(Refusal refusal) {
    String declaration =
        "static final class %s extends java.lang.%s { private static final long serialVersionUID = 1; }"
            .formatted(
                exception(refusal), refusal == Refusal.CHECKED ? "Exception" : "RuntimeException");
    if (refusal != Refusal.NEVER && !saga.declarations.contains(declaration)) {
      saga.declarations.add(declaration);
    }
  }

  static String exception(Refusal refusal) {
    return "Declined" + refusal.name().charAt(0);
  }
}
