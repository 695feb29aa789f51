package dev.skald.runtime.spi;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a node holds.
 *
 * @param node the node's identity; another one than before means that the lease had lapsed, and
 *     that nothing of what was held before is held any more, whatever the epochs say
 * @param epochs the shards it owns, each with its epoch
 * @param surplus those of them that it is to give back by {@link JournalCluster#release} as soon as
 *     nothing runs in them, because others own fewer
 */
public record Holdings(UUID node, Map<Integer, Long> epochs, Set<Integer> surplus) {

  /** Copies map and set. */
  public Holdings {
    epochs = Map.copyOf(epochs);
    surplus = Set.copyOf(surplus);
  }
}
