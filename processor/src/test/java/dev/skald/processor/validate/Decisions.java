package dev.skald.processor.validate;

import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import java.util.ArrayList;
import java.util.List;

/** Sagas that branch, beside the sealed type {@code Decision} that they branch by. */
enum Decisions {
  /** Yes or no. */
  TWO(
      "sealed interface Decision permits Approved, Declined {}",
      "record Approved() implements Decision {}",
      "record Declined() implements Decision {}"),

  /** Yes, perhaps or no. */
  THREE(
      "sealed interface Decision permits Approved, Review, Declined {}",
      "record Approved() implements Decision {}",
      "record Review() implements Decision {}",
      "record Declined() implements Decision {}"),

  /** The same, with two kinds of perhaps. */
  NESTED(
      "sealed interface Decision permits Approved, Review, Declined {}",
      "record Approved() implements Decision {}",
      "sealed interface Review extends Decision permits Manual, Automatic {}",
      "record Manual() implements Review {}",
      "record Automatic() implements Review {}",
      "record Declined() implements Decision {}");

  private final List<String> types;

  Decisions(String... types) {
    this.types = List.of(types);
  }

  Compiled check(String saga, String... more) {
    return Fixture.check(files(saga, more));
  }

  /** The orchestrator of the saga {@code Credit}. */
  String compiles(String saga, String... more) {
    return Fixture.compiles(files(saga, more)).generated().get("CreditOrchestrator.java");
  }

  private String[] files(String saga, String... more) {
    List<String> files = new ArrayList<>(List.of(saga));
    files.addAll(types);
    files.addAll(List.of(more));
    return files.toArray(String[]::new);
  }
}
