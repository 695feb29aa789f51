package dev.skald.testkit.contract;

import java.util.SplittableRandom;

/**
 * One operation of a script. Its numbers mean what the script's journal makes of them, so that it
 * makes sense also when others are left out.
 *
 * @param kind which operation
 * @param number its place in the script
 * @param run which run it concerns
 * @param size how many records, keys, or answers
 * @param odd what is odd about it, mostly nothing: see {@link ScriptedJournal}
 * @param detail what else there is to choose
 * @param more whether the next write goes out in the same batch
 */
record ScriptedStep(Kind kind, int number, int run, int size, int odd, int detail, boolean more) {

  /** How many runs there are to choose from. */
  static final int RUNS = 8;

  enum Kind {
    CREATE,
    APPEND,
    LOCK,
    FIND,
    READ,
    CLAIM_MANY,
    CLAIM_ONE,
    NEXT_IN_LINE,
    DUE,
    LIST,
    PURGE,
    REOPEN;

    boolean writes() {
      return this == CREATE || this == APPEND || this == LOCK;
    }
  }

  private static final Kind[] OFTEN = {
    Kind.CREATE, Kind.APPEND, Kind.APPEND, Kind.APPEND, Kind.LOCK, Kind.LOCK
  };

  /** Nothing is odd about it. */
  static ScriptedStep create(int run, int number) {
    return new ScriptedStep(Kind.CREATE, number, run, 0, 0, 0, false);
  }

  /** The same with nothing odd about it. */
  ScriptedStep plain() {
    return new ScriptedStep(kind, number, run, size, 0, detail, more);
  }

  static ScriptedStep reopen(int number) {
    return new ScriptedStep(Kind.REOPEN, number, 0, 0, 0, 0, false);
  }

  static ScriptedStep random(SplittableRandom random, int number) {
    Kind kind =
        random.nextBoolean()
            ? OFTEN[random.nextInt(OFTEN.length)]
            : Kind.values()[random.nextInt(Kind.values().length)];
    return new ScriptedStep(
        kind,
        number,
        random.nextInt(RUNS),
        random.nextInt(4),
        random.nextInt(12),
        random.nextInt(1_000),
        kind.writes() && random.nextInt(3) == 0);
  }
}
