package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs cases by seed; a failing one is made small and printed with the command that replays it. */
final class Proof {

  private Proof() {}

  static boolean isReplay() {
    return Long.getLong("skald.seed") != null;
  }

  static boolean isLong() {
    return Boolean.getBoolean("skald.long");
  }

  static int budget(int usual, int whenLong) {
    return isLong() ? whenLong : usual;
  }

  /** A test that has done too little has proved nothing. */
  static void enough(Exercised exercised, String what, int least) {
    if (!isReplay()) {
      assertThat(exercised.of(what))
          .as("how often: %s (of %s)", what, exercised)
          .isGreaterThanOrEqualTo(least);
    }
  }

  /** Runs the seeds from 1 on, or the one seed that is asked for. */
  static Exercised seeds(int count, BiConsumer<Case, Exercised> test) {
    Exercised exercised = new Exercised();
    Long only = Long.getLong("skald.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? count : only;
    for (long seed = first; seed <= last; seed++) {
      one(seed, Case.of(seed), test, exercised);
    }
    return exercised;
  }

  private static void one(
      long seed, Case test, BiConsumer<Case, Exercised> run, Exercised exercised) {
    try {
      run.accept(test, exercised);
    } catch (AssertionError | RuntimeException failure) {
      Case smallest = Shrinker.shrink(test, smaller -> failure(smaller, run) != null);
      Throwable cause = failure(smallest, run);
      throw new AssertionError(
          (cause == null ? failure : cause).getMessage()
              + "\n\nseed "
              + seed
              + ", made smaller: "
              + smallest
              + "\nreplay: "
              + replay(seed),
          cause == null ? failure : cause);
    }
  }

  private static String replay(long seed) {
    String test =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .map(frame -> frame.getDeclaringClass().getSimpleName())
                        .filter(name -> name.endsWith("Test"))
                        .findFirst()
                        .orElse("MachineProofTest"));
    return "mvn -q -pl runtime/core -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
        + test
        + " -Dskald.seed="
        + seed;
  }

  private static @Nullable Throwable failure(Case test, BiConsumer<Case, Exercised> run) {
    try {
      run.accept(test, new Exercised());
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }
}
