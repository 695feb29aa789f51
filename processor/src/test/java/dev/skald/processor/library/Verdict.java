package dev.skald.processor.library;

/** A sealed type that sagas in tests see as a class file. */
public sealed interface Verdict {

  /** One variant. */
  record Free(String by) implements Verdict {}

  /** Another, which has variants of its own. */
  sealed interface Guilty extends Verdict {}

  /** A variant of a variant. */
  record Fined(long cents) implements Guilty {}

  /** And another. */
  record Jailed(int days) implements Guilty {}
}
