package dev.skald.runtime.journal;

import dev.skald.runtime.RunState;
import java.util.UUID;

/**
 * What is known of a run without reading its records.
 *
 * @param id the run's identity, a time-ordered UUID (version 7 of RFC 9562)
 * @param saga the saga's name; unique together with the key
 * @param key the business key
 * @param version the version of the plan it started with, for people
 * @param fingerprint the plan it started with
 * @param epoch the fencing token of its owner; grows with each owner, 1 or more; 0 while a run that
 *     was created on another node has not been taken up by its owner
 * @param state its state when last changed
 * @param startedAt when it was started, in milliseconds since the epoch
 * @param wakeAt when it wants to be looked at, in milliseconds since the epoch; {@link #NEVER} for
 *     not by time
 */
public record RunHeader(
    UUID id,
    String saga,
    String key,
    int version,
    String fingerprint,
    long epoch,
    RunState state,
    long startedAt,
    long wakeAt) {

  /** A point of time that never comes. */
  public static final long NEVER = Long.MAX_VALUE;
}
