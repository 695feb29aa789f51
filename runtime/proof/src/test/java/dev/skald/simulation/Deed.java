package dev.skald.simulation;

/**
 * Something that a client does.
 *
 * @param kind what
 * @param at when
 * @param node at which node
 * @param saga with which saga
 * @param key with which run
 * @param detail tells deeds of one kind apart
 */
record Deed(Kind kind, long at, int node, SagaShape saga, String key, String detail) {

  /** What clients do. */
  enum Kind {
    START,
    AWAIT,
    CANCEL,
    SIGNAL,
    FIND,
    RETRY
  }

  @Override
  public String toString() {
    return String.format(
        "%s %s/%s %s at node %d, at %.3f s", kind, saga.name(), key, detail, node, at / 1000.0);
  }
}
