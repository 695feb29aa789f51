package dev.skald.proof;

import java.util.function.Consumer;

/** Runs a scene on a stage of its own; when it fails, says how to see that again. */
final class Proof {

  private static final Long ASKED = Long.getLong("skald.seed");

  private Proof() {}

  static boolean isLong() {
    return Boolean.getBoolean("skald.long");
  }

  static boolean isReplay() {
    return ASKED != null;
  }

  /** The seed that is asked for, or a new one: each build looks somewhere else. */
  static long seed() {
    return ASKED != null ? ASKED : System.nanoTime() & 0x7FFF_FFFF;
  }

  static void run(String test, long seed, Tally total, Consumer<Stage> scene) {
    Stage stage = new Stage(test, seed);
    try {
      scene.accept(stage);
      stage.settle();
      total.add(stage.tally);
    } catch (RuntimeException | AssertionError failure) {
      stage.abort();
      throw new AssertionError(
          failure.getMessage()
              + "\n\nseed "
              + seed
              + ", after "
              + stage.tally
              + "\nfiles: "
              + stage.folder
              + "\nreplay: mvn -q -pl runtime/proof -am test -Dsurefire.failIfNoSpecifiedTests=false"
              + " -Dtest="
              + test
              + " -Dskald.seed="
              + seed
              + (isLong() ? " -Plong" : ""),
          failure);
    }
    if (!Boolean.getBoolean("skald.keep")) {
      stage.clean();
    }
  }
}
