package dev.skald.runtime.journal;

import dev.skald.runtime.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One record of a run's journal. Flat, so that a new kind of event never changes a store. Immutable
 * by convention: nobody changes the payload array.
 *
 * @param seq its place in the run, gap-free from 0
 * @param at when it was decided, in milliseconds since the epoch; for people, never for order
 * @param kind the kind of event, at most 40 characters of ASCII; stores keep any
 * @param step the step concerned, {@code null} for none
 * @param item the place of the item concerned in its list, {@link #NO_ITEM} for none
 * @param attempt a count of attempts, 0 where it does not apply
 * @param dueAt a point of time the event speaks of, in milliseconds since the epoch, 0 for none
 * @param failure the failure the event speaks of, {@code null} for none
 * @param origin where it came from: the name of the operator who decided it, the id of the external
 *     event; {@code null} for none
 * @param payload an encoded value, {@code null} for none
 */
public record JournalRecord(
    int seq,
    long at,
    String kind,
    @Nullable String step,
    int item,
    int attempt,
    long dueAt,
    @Nullable Failure failure,
    @Nullable String origin,
    byte @Nullable [] payload) {

  /** Stands for "no item" in {@link #item()}. */
  public static final int NO_ITEM = -1;

  /**
   * About how much room the record takes, for limits on batches.
   *
   * @return bytes, at least 1
   */
  public int size() {
    int text = failure == null ? 0 : failure.message().length();
    return 64 + text + (payload == null ? 0 : payload.length);
  }
}
