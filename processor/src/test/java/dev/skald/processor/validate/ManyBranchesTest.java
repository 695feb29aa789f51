package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Compilers;
import dev.skald.processor.Fixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A saga larger than any person writes is still checked in no time. */
class ManyBranchesTest {

  private static final int BRANCHES = 30;
  private static final int STEPS_OF_A_BRANCH = 5;

  /** Thirty decisions one after the other, each with three branches of five steps and a join. */
  @Test
  void inSequence() {
    StringBuilder saga = new StringBuilder("@Saga @Timeout(\"3s\") class Credit {\n");
    saga.append("record Result0(int n) {}\n");
    saga.append("@Step(readOnly = true) Result0 first(Cart cart) { return null; }\n");
    for (int i = 0; i < BRANCHES; i++) {
      decision(i, saga);
    }
    saga.append("@Step void last(Result%d result) {}\n}\n".formatted(BRANCHES));
    Instant start = Instant.now();
    assertThat(
            Compilers.javac(Fixture.sources(saga.toString()), Fixture.processors(), "-proc:only")
                .said())
        .isEmpty();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  private static void decision(int number, StringBuilder saga) {
    String type = "Decision" + number;
    saga.append(
        "sealed interface %s permits A%d, B%d, C%d {}\n".formatted(type, number, number, number));
    saga.append(
        "@Step(readOnly = true) %s decide%d(Result%d result) { return null; }\n"
            .formatted(type, number, number));
    saga.append("record Result%d(int n) {}\n".formatted(number + 1));
    for (String variant : new String[] {"A", "B", "C"}) {
      String name = variant + number;
      saga.append("record %s() implements %s {}\n".formatted(name, type));
      String before = name;
      for (int step = 0; step < STEPS_OF_A_BRANCH; step++) {
        boolean last = step == STEPS_OF_A_BRANCH - 1;
        String result = last ? "Result" + (number + 1) : name + "_" + step;
        if (!last) {
          saga.append("record %s() {}\n".formatted(result));
        }
        saga.append(
            "@Step %s step%s_%d(%s taken) { return null; }\n"
                .formatted(result, name, step, before));
        saga.append(
            "@Compensate(\"step%s_%d\") void undo%s_%d() {}\n".formatted(name, step, name, step));
        before = result;
      }
    }
  }
}
