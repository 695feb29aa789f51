package dev.skald.runtime.spi;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.util.List;

/**
 * A run as it stands in a journal.
 *
 * @param header where it stands
 * @param records what its journal begins with, in their order
 */
public record StoredRun(RunHeader header, List<JournalRecord> records) {

  /** Copies the list. */
  public StoredRun {
    records = List.copyOf(records);
  }
}
