package dev.skald.runtime.engine;

import dev.skald.runtime.journal.RunHeader;

/** Names a run: the saga's name and the business key. */
record RunKey(String saga, String key) {

  static RunKey of(RunHeader header) {
    return new RunKey(header.saga(), header.key());
  }

  @Override
  public String toString() {
    return saga + " " + key;
  }
}
