package dev.skald.runtime.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Create;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Runs whose whole content follows from a number, so that another process can check them. */
final class Runs {

  static final String SAGA = "place-order";

  private Runs() {}

  static UUID id(int number) {
    return new UUID(0x7000 | (long) number << 16, 0x8000_0000_0000_0000L | number);
  }

  static String key(int number) {
    return "o-" + number;
  }

  static RunHeader header(int number) {
    return new RunHeader(
        id(number), SAGA, key(number), 1, "abc", 1, RunState.RUNNING, number, RunHeader.NEVER);
  }

  static JournalRecord row(int number, int seq, int size) {
    byte[] payload = new byte[size];
    Arrays.fill(payload, (byte) (number * 31 + seq));
    return new JournalRecord(seq, number, "SUCCEEDED", "s" + seq, -1, 1, 0, null, null, payload);
  }

  static Create create(int number, int size) {
    return new Create(header(number), List.of(row(number, 0, size)));
  }

  static long epoch(JournalStore store) {
    return store.epochFor(SAGA, key(1));
  }

  /** The file is one owner's, so it does not matter for which run. */
  static JournalTransaction begin(JournalStore store) {
    return store.transactions().orElseThrow().begin(header(1));
  }

  static Append append(JournalStore store, int number, int seq, int size) {
    return new Append(id(number), epoch(store), List.of(row(number, seq, size)), null);
  }

  /** How many records a run has, all as they were written and without a gap; 0 for no run. */
  static int check(JournalStore store, int number) {
    List<JournalRecord> rows = store.read(id(number), 0, 10_000);
    for (int seq = 0; seq < rows.size(); seq++) {
      JournalRecord row = rows.get(seq);
      int size = row.payload().length;
      assertThat(row).usingRecursiveComparison().isEqualTo(row(number, seq, size));
    }
    assertThat(store.find(SAGA, key(number)).isPresent()).isEqualTo(!rows.isEmpty());
    return rows.size();
  }
}
