package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The named failure cases of group commit. */
class CommitterFaultTest extends CommitterFixture {

  @Test
  void aWholeBatchThatFailsIsAnsweredSo() {
    hold();
    List<Note> notes = submit(create("a"), create("b"), create("c"));
    journal.commits(FaultyJournal.fail());
    goOn.countDown();
    notes.forEach(note -> assertThat(note.get()).isInstanceOf(JournalException.class));
    notes.forEach(note -> assertThat(note.get()).isNotInstanceOf(UnknownCommitException.class));
  }

  @Test
  void oneMemberThatDivergedHarmsNoOther() {
    hold();
    List<Note> notes = submit(create("a"), append("nobody", 5, 1), create("b"));
    goOn.countDown();
    assertThat(notes)
        .extracting(Note::get)
        .containsExactly(WriteResult.DURABLE, WriteResult.DIVERGED, WriteResult.DURABLE);
  }

  @Test
  void aFencedWriteIsAnsweredSo() {
    journal.takeOver();
    assertThat(submit(create("a")).get(0).get()).isEqualTo(WriteResult.FENCED);
  }

  @Test
  void anUnknownCommitIsUnknownToAllAndIsNotTriedAgain() {
    hold();
    List<Note> notes = submit(create("a"), create("b"));
    journal.nextCommit(FaultyJournal.unknown(true));
    goOn.countDown();
    notes.forEach(note -> assertThat(note.get()).isInstanceOf(UnknownCommitException.class));
    assertThat(journal.batches()).hasSize(2);
  }

  @Test
  void poisonIsFoundByBisectionAndHarmsNoOther() {
    hold();
    Note poison = create("poison");
    List<Note> others = new ArrayList<>();
    for (int i = 0; i < 37; i++) {
      others.addAll(submit(create("before " + i)));
    }
    submit(poison);
    for (int i = 0; i < 50; i++) {
      others.addAll(submit(create("after " + i)));
    }
    journal.commits(poisonedBy("poison"));
    goOn.countDown();
    others.forEach(note -> assertThat(note.get()).isEqualTo(WriteResult.DURABLE));
    assertThat(poison.get()).isInstanceOf(JournalException.class);
  }

  @Test
  void twoPoisonsInOneBatchHarmNoOther() {
    hold();
    List<Note> notes =
        submit(create("p1"), create("a"), create("b"), create("c"), create("d"), create("p2"));
    journal.commits(poisonedBy("p1", "p2"));
    goOn.countDown();
    assertThat(notes.subList(1, 5)).extracting(Note::get).containsOnly(WriteResult.DURABLE);
    assertThat(notes.get(0).get()).isInstanceOf(JournalException.class);
    assertThat(notes.get(5).get()).isInstanceOf(JournalException.class);
  }

  @Test
  void aStoreThatIsGoneIsNotAskedOnceForEachWrite() {
    hold();
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      notes.addAll(submit(create("run " + i)));
    }
    journal.commits(FaultyJournal.fail());
    goOn.countDown();
    notes.forEach(note -> assertThat(note.get()).isInstanceOf(JournalException.class));
    assertThat(journal.batches()).hasSizeLessThan(40);
  }

  @Test
  void aStoreThatDiesOfAnErrorStopsNobody() {
    journal.nextCommit(
        (to, batch) -> {
          throw new NoClassDefFoundError("driver");
        });
    assertThat(submit(create("a")).get(0).get()).isInstanceOf(UnknownCommitException.class);
    assertThat(submit(create("b")).get(0).get()).isEqualTo(WriteResult.DURABLE);
  }

  @Test
  void aStoreThatAnswersTooFewStopsNobody() {
    journal.nextCommit((to, batch) -> List.of());
    assertThat(submit(create("a")).get(0).get()).isInstanceOf(UnknownCommitException.class);
    assertThat(submit(create("b")).get(0).get()).isEqualTo(WriteResult.DURABLE);
  }
}
