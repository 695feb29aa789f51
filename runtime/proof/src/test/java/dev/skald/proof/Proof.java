package dev.skald.proof;

import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Plays a scene with a journal of its own; when it fails, says how to see that again. */
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

  static void run(String test, long seed, Tally total, Consumer<Stage> play) {
    run(test, Stage::new, seed, total, play);
  }

  static <S extends Scene> void run(
      String test, BiFunction<String, Long, S> made, long seed, Tally total, Consumer<S> play) {
    S scene = made.apply(test, seed);
    try {
      play.accept(scene);
      scene.settle();
      total.add(scene.tally);
    } catch (RuntimeException | AssertionError failure) {
      scene.abort();
      throw new AssertionError(
          failure.getMessage()
              + "\n\nseed "
              + seed
              + ", after "
              + scene.tally
              + "\nfiles: "
              + scene.folder
              + "\nreplay: mvn -q -pl runtime/proof -am test -Dsurefire.failIfNoSpecifiedTests=false"
              + " -Dtest="
              + test
              + " -Dskald.seed="
              + seed
              + (isLong() ? " -Plong" : ""),
          failure);
    } finally {
      scene.close();
    }
    if (!Boolean.getBoolean("skald.keep")) {
      scene.clean();
    }
  }
}
