package dev.skald.runtime.engine;

/** Names a run: the saga's name and the business key. */
record RunKey(String saga, String key) {

  @Override
  public String toString() {
    return saga + " " + key;
  }
}
