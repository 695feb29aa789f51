package dev.skald.runtime.spi;

import java.util.UUID;

/**
 * Something that is wanted of a run by a node that does not own it.
 *
 * @param id the letter's identity; sent twice, it is one letter
 * @param run the run's identity
 * @param saga the run's saga, which with the key says in whose shard it is
 * @param key the run's business key
 * @param kind what is wanted, at most 40 characters of ASCII; stores keep any
 * @param body the rest, as the engine encodes it; nobody changes the array
 */
public record Letter(UUID id, UUID run, String saga, String key, String kind, byte[] body) {}
