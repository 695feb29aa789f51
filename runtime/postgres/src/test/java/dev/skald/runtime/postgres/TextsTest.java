package dev.skald.runtime.postgres;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.runtime.Failure;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that PostgreSQL cannot hold. */
class TextsTest {

  private Node node;

  @BeforeEach
  void open() {
    node = Node.begun(Databases.of(TextsTest.class), new Place(Databases.schema()));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aFailureThatHoldsNulIsKeptAndHarmsNoOther() {
    RunHeader run = node.given("o-1");
    RunHeader other = node.given("o-2");
    Failure failure = new Failure(Failure.Kind.ERROR, "st\0ep", "x.Y\0", "bad\0byte");
    JournalRecord record =
        new JournalRecord(1, 0, "FAILED", "s", -1, 1, 0, failure, "pe\0ter", new byte[] {0});

    assertThat(
            node.store.commit(
                List.of(
                    new Append(run.id(), run.epoch(), List.of(record), null), Node.next(other, 1))))
        .containsOnly(DURABLE);

    JournalRecord read = node.store.read(run.id(), 1, 1).get(0);
    assertThat(read.failure())
        .isEqualTo(new Failure(Failure.Kind.ERROR, "st\ufffdep", "x.Y\ufffd", "bad\ufffdbyte"));
    assertThat(read.origin()).isEqualTo("pe\ufffdter");
    assertThat(read.payload()).containsExactly(0);
  }

  @Test
  void aKeyThatCannotBeKeptIsRefusedRatherThanChanged() {
    for (String key : List.of("a\0b", "half \ud83d", "\ude80 half")) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> node.create(node.header(key)))
          .withMessageContaining("business key");
      assertThat(node.store.find(Node.SAGA, key)).isEmpty();
    }
    RunHeader run = node.given("o-1");
    Lock lock = new Lock(run.id(), run.epoch(), List.of(new LockKey("account", "x\0")));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> node.store.commit(List.of(lock)))
        .withMessageContaining("lock's key");
    assertThat(node.append(run, 1)).isEqualTo(DURABLE);
  }
}
