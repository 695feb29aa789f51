package dev.skald.evolution;

import dev.skald.runtime.spi.JournalWrite;

/** Something that happened, in the one order of all that happened to a run and around it. */
sealed interface Entry {

  /** A decision became durable. */
  record Wrote(JournalWrite write) implements Entry {}

  /**
   * A service did what a step asked for.
   *
   * @param what what was done, whatever the step is called
   * @param key the idempotency key
   * @param duty what is owed for it
   */
  record Did(String what, String key, Duty duty) implements Entry {}

  /**
   * A service took back what it had done.
   *
   * @param what what was taken back
   * @param key the idempotency key of the undo
   * @param named how the undo named it: what the step gave, or the step's key
   */
  record Undid(String what, String key, String named) implements Entry {}

  /** A value came into the world, under the name of what it means. */
  record Gave(String meaning, String value) implements Entry {}

  /** A step, an undo or a result read a value that it takes for one of that meaning. */
  record Took(String meaning, String value) implements Entry {}

  /** The saga's code, or the codec, failed with something that no service had to do with. */
  record Threw(String where, Throwable what) implements Entry {}

  /** What is owed for an effect. */
  enum Duty {
    /** It is undone if the run turns back. */
    UNDO,
    /** It stays. */
    NONE,
    /** It is undone if the run turns back, and never asked for twice. */
    ONCE,
    /** It is there once its record is, and is undone then if the run turns back. */
    COMMIT
  }
}
