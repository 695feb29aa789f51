package dev.skald.runtime.spi;

/**
 * Something that one run at a time may hold.
 *
 * @param name the lock's name, shared by all sagas of a journal
 * @param key what is locked
 */
public record LockKey(String name, String key) {}
