package dev.skald.benchmarks;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The journals on which growth is measured. */
enum Store {
  MEMORY("in memory"),
  SQLITE("SQLite"),
  POSTGRES("PostgreSQL");

  static final Set<Store> DURABLE = EnumSet.of(SQLITE, POSTGRES);

  private final String words;

  Store(String words) {
    this.words = words;
  }

  /** The name for people. */
  String words() {
    return words;
  }

  /** The name in options. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
