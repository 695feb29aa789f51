package dev.skald.samples.order.wire;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One line in the books of a service.
 *
 * @param at when
 * @param event what happened
 * @param operation the operation that was called
 * @param key the idempotency key; for an undo that of the call it undoes
 * @param run the business key of the run, empty if the caller did not say and nothing tells it
 * @param epoch the epoch of the caller, 0 if it did not say
 * @param note how a call was answered, why it was declined; else empty
 * @param answer what an effect was answered with; else null
 */
public record Entry(
    Instant at,
    Event event,
    String operation,
    String key,
    String run,
    long epoch,
    String note,
    JsonNode answer) {

  /** What can happen. */
  public enum Event {
    /** A call arrived. */
    CALLED,
    /** It took effect. */
    EFFECT,
    /** It was declined: no effect, now and ever, for this key. */
    DECLINED,
    /** An effect was undone. */
    UNDONE,
    /** An undo found nothing to undo: the call it names is refused if it still arrives. */
    TOMBSTONE,
    /** A call is about to be answered, or left without an answer. */
    ANSWERED
  }
}
