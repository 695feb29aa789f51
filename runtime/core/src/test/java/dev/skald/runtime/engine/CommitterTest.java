package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group commit: what goes out together, in which order, and what becomes of it at the end. */
class CommitterTest extends CommitterFixture {

  @Test
  void anIdleCommitterCommitsAtOnceOnTheThreadThatBringsTheWrite() {
    Note note = create("a");
    committer.submit(note, true);
    assertThat(note.answer).isCompletedWithValue(WriteResult.DURABLE);
  }

  @Test
  void whatQueuedWhileTheLastFlushRanGoesOutTogether() {
    hold();
    List<Note> notes = submit(create("a"), create("b"), create("c"));
    goOn.countDown();
    notes.forEach(note -> assertThat(note.get()).isEqualTo(WriteResult.DURABLE));
    assertThat(journal.batches()).extracting(List::size).containsExactly(1, 3);
  }

  @Test
  void aBatchHasAtMost256Records() {
    hold();
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      notes.addAll(submit(create("run " + i)));
    }
    goOn.countDown();
    notes.forEach(note -> assertThat(note.get()).isEqualTo(WriteResult.DURABLE));
    assertThat(journal.batches()).extracting(List::size).containsExactly(1, 256, 256, 88);
  }

  @Test
  void aBatchHasAtMostOneMebibyteAndALargeWriteGoesAlone() {
    hold();
    List<Note> notes =
        submit(create("a"), append("a", 1, 2 << 20), append("a", 2, 10), append("a", 3, 1 << 19));
    goOn.countDown();
    notes.forEach(note -> assertThat(note.get()).isEqualTo(WriteResult.DURABLE));
    assertThat(journal.batches()).extracting(List::size).containsExactly(1, 1, 1, 2);
  }

  @Test
  void theOrderOfAcknowledgementIsTheOrderOfCommit() {
    hold();
    submit(create("a"), append("a", 1, 1), create("b"), append("a", 2, 1), append("b", 1, 1));
    List<Note> last = submit(append("a", 3, 1));
    goOn.countDown();
    assertThat(last.get(0).get()).isEqualTo(WriteResult.DURABLE);
    assertThat(answers).containsExactly("holder", "a", "a1", "b", "a2", "b1", "a3");
  }

  @Test
  void aQueueThatIsFullSaysSo() {
    hold();
    for (int i = 0; i < 9; i++) {
      submit(create("run " + i));
    }
    assertThat(committer.isOverloaded()).isFalse();
    submit(create("run 9"));
    assertThat(committer.isOverloaded()).isTrue();
    goOn.countDown();
    Waits.until(() -> !committer.isOverloaded());
  }

  @Test
  void closingWithAFullQueueCommitsAllOfIt() throws InterruptedException {
    hold();
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      notes.addAll(submit(create("run " + i)));
    }
    Thread closing = new Thread(committer::close);
    closing.start();
    goOn.countDown();
    closing.join();
    notes.forEach(note -> assertThat(note.answer).isCompletedWithValue(WriteResult.DURABLE));
  }

  @Test
  void whatComesAfterClosingIsRefusedAndNotForgotten() {
    committer.close();
    assertThat(submit(create("a")).get(0).get()).isInstanceOf(JournalException.class);
    Note here = create("b");
    committer.submit(here, true);
    assertThat(here.get()).isInstanceOf(JournalException.class);
    assertThat(journal.batches()).isEmpty();
  }

  @Test
  void closingWaitsForACommitOnAnotherThread() throws InterruptedException {
    journal.nextCommit(
        (to, batch) -> {
          committing.countDown();
          Waits.on(goOn);
          return to.commit(batch);
        });
    Note note = create("a");
    Thread caller = new Thread(() -> committer.submit(note, true));
    caller.start();
    Waits.on(committing);
    Thread closing = new Thread(committer::close);
    closing.start();
    Waits.until(
        () ->
            closing.getState() == Thread.State.WAITING
                || closing.getState() == Thread.State.TIMED_WAITING
                || closing.getState() == Thread.State.TERMINATED);
    Waits.until(() -> committerThreads() == 0 || !closing.isAlive());
    assertThat(closing.isAlive()).as("the commit is still under way").isTrue();
    goOn.countDown();
    closing.join();
    caller.join();
    assertThat(note.get()).isEqualTo(WriteResult.DURABLE);
  }

  @Test
  void everyWriteIsAnsweredAlsoWhenClosingRacesWithIt() {
    for (int round = 0; round < 200; round++) {
      Committer racing = new Committer(new VirtualEnvironment(VirtualEnvironment.BEGIN), store, 10);
      Note note = create("round " + round);
      Thread submitting = new Thread(() -> racing.submit(note, false));
      submitting.start();
      racing.close();
      assertThat(note.get()).isNotNull();
    }
  }

  private static long committerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("skald-committer"))
        .filter(thread -> thread.getState() != Thread.State.WAITING)
        .count();
  }
}
