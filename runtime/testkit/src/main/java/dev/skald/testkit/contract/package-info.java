/**
 * Contract tests for those who implement the runtime's SPI: extend {@link
 * dev.skald.testkit.contract.JournalStoreContract} for a journal, {@link
 * dev.skald.testkit.contract.PayloadCodecContract} for a codec.
 */
@NullMarked
package dev.skald.testkit.contract;

import org.jspecify.annotations.NullMarked;
