package dev.skald.benchmarks;

import java.util.Arrays;
import java.util.List;

/** How the sagas of a window go. */
enum Course {
  /** All four steps succeed: the start and four results are journaled. */
  HAPPY(5, 4),

  /** The last step rejects: the start, three results, the rejection and three undos. */
  REJECTED(8, 7);

  private final int records;
  private final int effects;

  Course(int records, int effects) {
    this.records = records;
    this.effects = effects;
  }

  boolean rejects() {
    return this == REJECTED;
  }

  /** How many records a run of this course has, neither more nor less. */
  int records() {
    return records;
  }

  /** What sagas of this course must leave behind. */
  Books.Due due() {
    return new Books.Due(List.of(Services.Effect.values()), this::effects, records);
  }

  /** How often each effect must have taken place after so many sagas. */
  long[] effects(long sagas) {
    long[] expected = new long[Services.Effect.values().length];
    Arrays.fill(expected, 0, effects, sagas);
    return expected;
  }
}
