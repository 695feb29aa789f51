package dev.skald.samples.order.services;

import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A call as it arrived.
 *
 * @param operation what is asked for
 * @param key the idempotency key; for an undo what it names
 * @param run the business key of the run, may be empty
 * @param epoch the caller's epoch, 0 if it did not say
 * @param body what was sent
 */
record Call(String operation, String key, String run, long epoch, JsonNode body) {

  Entry entry(Event event, String note, JsonNode answer) {
    return new Entry(Instant.now(), event, operation, key, run, epoch, note, answer);
  }

  Entry entry(Event event, String note) {
    return entry(event, note, NullNode.getInstance());
  }
}
