/**
 * Contract tests for those who implement the runtime's SPI: extend {@link
 * dev.skald.testkit.JournalStoreContract} for a journal, {@link
 * dev.skald.testkit.PayloadCodecContract} for a codec.
 */
@NullMarked
package dev.skald.testkit;

import org.jspecify.annotations.NullMarked;
