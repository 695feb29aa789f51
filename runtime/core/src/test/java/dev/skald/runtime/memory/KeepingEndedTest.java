package dev.skald.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeepingEndedTest {

  private final MemoryJournal journal = MemoryJournal.keepingEnded(2);
  private final JournalStore store = journal.open();
  private int made;

  private WriteResult start(String key, UUID id) {
    RunHeader header =
        new RunHeader(id, "saga", key, 1, "plan", 1, RunState.RUNNING, made++, RunHeader.NEVER);
    return store.commit(List.of(new JournalWrite.Create(header, List.of(record(0))))).get(0);
  }

  private UUID start(String key) {
    UUID id = new UUID(7, made);
    assertThat(start(key, id)).isEqualTo(WriteResult.DURABLE);
    return id;
  }

  private void end(UUID id) {
    JournalWrite end =
        new JournalWrite.Append(
            id,
            1,
            List.of(record(1)),
            new JournalWrite.Change(RunState.COMPLETED, RunHeader.NEVER));
    assertThat(store.commit(List.of(end))).containsExactly(WriteResult.DURABLE);
  }

  private static JournalRecord record(int seq) {
    return new JournalRecord(seq, 0, "kind", null, JournalRecord.NO_ITEM, 0, 0, null, null, null);
  }

  private List<String> listed() {
    return store.list(new RunQuery("saga", null, null, 100)).runs().stream()
        .map(RunPage.Item::key)
        .toList();
  }

  @Test
  void theFirstToEndAreForgottenAndTheirKeysAreFree() {
    UUID a = start("a");
    UUID b = start("b");
    UUID c = start("c");
    start("going-on");
    end(b);
    end(a);
    assertThat(listed()).containsExactly("going-on", "c", "b", "a");
    end(c);
    assertThat(listed()).containsExactly("going-on", "c", "a");
    assertThat(store.find("saga", "b")).isEmpty();
    assertThat(store.read(b, 0, 10)).isEmpty();
    assertThat(start("b", new UUID(8, 8))).isEqualTo(WriteResult.DURABLE);
    assertThat(start("a", new UUID(8, 9))).as("a key that is kept").isEqualTo(WriteResult.EXISTS);
  }

  @Test
  void manyRunsLeaveNoMoreBehindThanAreKept() {
    UUID first = start("first");
    for (int i = 0; i < 5_000; i++) {
      end(start("run-" + i));
    }
    assertThat(listed()).containsExactly("run-4999", "run-4998", "first");
    end(first);
    assertThat(listed()).containsExactly("run-4999", "first");
  }

  @Test
  void oneThatHeldALockIsKeptUntilThoseBehindItAreAskedFor() {
    LockKey lock = new LockKey("seat", "7a");
    UUID holder = start("holder");
    UUID next = start("next");
    assertThat(ask(holder, lock)).isEqualTo(WriteResult.DURABLE);
    assertThat(ask(next, lock)).isEqualTo(WriteResult.QUEUED);
    end(holder);
    for (int i = 0; i < 10; i++) {
      end(start("run-" + i));
    }
    assertThat(store.nextInLine(holder)).extracting(RunHeader::key).containsExactly("next");
    for (int i = 10; i < 20; i++) {
      end(start("run-" + i));
    }
    assertThat(store.find("saga", "holder")).isEmpty();
  }

  private WriteResult ask(UUID run, LockKey lock) {
    return store.commit(List.of(new JournalWrite.Lock(run, 1, List.of(lock)))).get(0);
  }

  @Test
  void itKeepsOneAtLeast() {
    assertThatThrownBy(() -> MemoryJournal.keepingEnded(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }
}
