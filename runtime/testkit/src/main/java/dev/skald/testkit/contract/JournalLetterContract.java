package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.EXISTS;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static dev.skald.runtime.spi.WriteResult.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.Letter;
import dev.skald.runtime.spi.LockKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What nodes tell each other: letters, answers, and whose turn it is at a lock. */
abstract class JournalLetterContract extends JournalNodesFixture {

  private static final LockKey X = new LockKey("account", "x");
  private static final LockKey Y = new LockKey("account", "y");

  private Letter letter(RunHeader run, String what) {
    byte[] body = what.getBytes(StandardCharsets.UTF_8);
    return new Letter(id(), run.id(), run.saga(), run.key(), "NOTE", body);
  }

  private static Answer answer(Letter letter, String text) {
    return new Answer(letter.id(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Append answering(RunHeader run, int seq, Answer answer) {
    return new Append(run.id(), run.epoch(), rows(seq, seq + 1), null, answer);
  }

  private static List<UUID> letters(JournalStore node) {
    return of(node).letters(100).stream().map(Letter::id).toList();
  }

  private static void assertAnswered(JournalStore node, Letter letter, String text) {
    Map<UUID, byte[]> answers = of(node).answers(List.of(letter.id()));
    assertThat(answers).containsOnlyKeys(letter.id());
    assertThat(answers.get(letter.id())).asString(StandardCharsets.UTF_8).isEqualTo(text);
  }

  @Test
  final void aLetterComesToTheOwnerOldestFirstAndWhole() {
    JournalStore b = node();
    share(a, b);
    RunHeader run = given(a, keyOf(a));
    Letter first = letter(run, "first");
    Letter second = letter(run, "second");

    of(b).send(first);
    of(a).send(second);

    assertThat(letters(b)).isEmpty();
    assertThat(letters(a)).containsExactly(first.id(), second.id());
    assertThat(of(a).letters(1))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(first);
  }

  @Test
  final void aLetterThatIsSentTwiceIsOne() {
    RunHeader run = given(a, "o-1");
    Letter letter = letter(run, "once");

    of(a).send(letter);
    of(a).send(letter);
    assertThat(letters(a)).containsExactly(letter.id());

    of(a).answer(answer(letter, "done"));
    of(a).send(letter);
    assertThat(letters(a)).isEmpty();
    assertAnswered(a, letter, "done");
  }

  @Test
  final void anAnswerIsFoundFromEverywhereAndOnlyTheFirstCounts() {
    JournalStore b = node();
    share(a, b);
    RunHeader run = given(a, keyOf(a));
    Letter letter = letter(run, "what?");
    of(b).send(letter);
    assertThat(of(b).answers(List.of(letter.id(), id()))).isEmpty();

    of(b).answer(answer(letter, "not mine to say"));
    assertThat(of(b).answers(List.of(letter.id()))).isEmpty();
    of(a).answer(answer(letter, "this"));
    of(a).answer(answer(letter, "that"));

    assertThat(letters(a)).isEmpty();
    assertAnswered(a, letter, "this");
    assertAnswered(b, letter, "this");
    of(a).answer(new Answer(id(), new byte[0]));
  }

  @Test
  final void anAnswerBecomesDurableTogetherWithWhatItIsFor() {
    RunHeader run = given(a, "o-1");
    Letter letter = letter(run, "do it");
    of(a).send(letter);

    assertThat(commit(a, answering(run, 1, answer(letter, "done")))).isEqualTo(DURABLE);

    assertThat(count(a, run)).isEqualTo(2);
    assertThat(letters(a)).isEmpty();
    assertAnswered(a, letter, "done");
  }

  @Test
  final void anAnswerMayBeAllThatIsWritten() {
    RunHeader run = given(a, "o-1");
    Letter letter = letter(run, "do it");
    of(a).send(letter);
    Append nothing = new Append(run.id(), run.epoch(), List.of(), null, answer(letter, "no need"));

    assertThat(commit(a, nothing)).isEqualTo(DURABLE);

    assertThat(count(a, run)).isEqualTo(1);
    assertAnswered(a, letter, "no need");
  }

  @Test
  final void whatIsAnsweredAlreadyIsNotDoneAgain() {
    RunHeader run = given(a, "o-1");
    RunHeader other = given(a, "o-2");
    Letter letter = letter(run, "do it");
    of(a).send(letter);
    assertThat(commit(a, answering(run, 1, answer(letter, "done")))).isEqualTo(DURABLE);

    assertThat(
            a.commit(
                List.of(
                    answering(run, 2, answer(letter, "done twice")),
                    new Append(other.id(), other.epoch(), rows(1, 2), null))))
        .containsExactly(EXISTS, DURABLE);

    assertThat(count(a, run)).isEqualTo(2);
    assertAnswered(a, letter, "done");
  }

  @Test
  final void whatIsRefusedLeavesTheLetterOpen() throws Exception {
    RunHeader run = given(a, keyOf(a));
    Letter letter = letter(run, "do it");
    of(a).send(letter);

    assertThat(commit(a, answering(run, 7, answer(letter, "done")))).isEqualTo(DIVERGED);
    assertThat(letters(a)).containsExactly(letter.id());
    JournalStore b = node();
    lapseAllBut(b);
    assertThat(letters(a)).as("it has not heard of it").containsExactly(letter.id());
    assertThat(commit(a, answering(run, 1, answer(letter, "done")))).isEqualTo(FENCED);
    assertThat(letters(a)).as("now it has").isEmpty();

    assertThat(of(b).answers(List.of(letter.id()))).isEmpty();
    assertThat(letters(b)).as("it comes to the next owner").containsExactly(letter.id());
    RunHeader taken = b.claim(run.id()).orElseThrow();
    assertThat(commit(b, answering(taken, 1, answer(letter, "done at last")))).isEqualTo(DURABLE);
    assertAnswered(a, letter, "done at last");
  }

  @Test
  final void whoWaitsForALockIsFoundByItsOwnerOnceNobodyStandsBefore() {
    JournalStore b = node();
    share(a, b);
    RunHeader holder = given(a, keyOf(a, "holder-"));
    RunHeader waiting = given(b, keyOf(b, "waiting-"));
    RunHeader last = given(a, keyOf(a, "last-"));
    assertThat(lock(a, holder, X)).isEqualTo(DURABLE);
    assertThat(lock(b, waiting, X, Y)).isEqualTo(QUEUED);
    assertThat(lock(a, last, Y)).isEqualTo(QUEUED);
    assertThat(of(a).firstInLine(10)).isEmpty();
    assertThat(of(b).firstInLine(10)).isEmpty();

    assertThat(change(a, holder, RunState.COMPLETED, RunHeader.NEVER)).isEqualTo(DURABLE);

    assertThat(of(a).firstInLine(10)).isEmpty();
    assertThat(of(b).firstInLine(10)).containsExactly(waiting);
    assertThat(a.nextInLine(holder.id())).containsExactly(waiting);
    assertThat(lock(b, waiting, X, Y)).isEqualTo(DURABLE);
    assertThat(of(b).firstInLine(10)).as("it holds them").isEmpty();
    assertThat(change(b, waiting, RunState.COMPENSATED, RunHeader.NEVER)).isEqualTo(DURABLE);
    assertThat(of(a).firstInLine(10)).containsExactly(last);
    assertThat(change(a, last, RunState.ABANDONED, RunHeader.NEVER)).isEqualTo(DURABLE);
    assertThat(of(a).firstInLine(10)).as("it does not wait any more").isEmpty();
  }

  @Test
  final void whoIsGivenOneLockStillWaitsForAnother() {
    RunHeader holder = given(a, "holder");
    RunHeader waiting = given(a, "waiting");
    assertThat(lock(a, holder, X)).isEqualTo(DURABLE);
    assertThat(lock(a, waiting, X)).isEqualTo(QUEUED);
    assertThat(lock(a, waiting, Y)).isEqualTo(DURABLE);

    assertThat(change(a, holder, RunState.COMPLETED, RunHeader.NEVER)).isEqualTo(DURABLE);

    assertThat(of(a).firstInLine(10)).containsExactly(waiting);
    assertThat(lock(a, waiting, Y)).as("it holds this one already").isEqualTo(DURABLE);
    assertThat(of(a).firstInLine(10)).containsExactly(waiting);
    assertThat(lock(a, waiting, X)).isEqualTo(DURABLE);
    assertThat(of(a).firstInLine(10)).as("it holds both").isEmpty();
  }

  @Test
  final void aPlaceAtALockIsKeptWhenTheOwnerChanges() throws Exception {
    RunHeader holder = given(a, "holder");
    RunHeader waiting = given(a, "waiting");
    assertThat(lock(a, holder, X)).isEqualTo(DURABLE);
    assertThat(lock(a, waiting, X)).isEqualTo(QUEUED);

    JournalStore b = node();
    lapseAllBut(b);
    assertThat(lock(a, waiting, X)).isEqualTo(FENCED);
    RunHeader held = b.claim(holder.id()).orElseThrow();
    assertThat(change(b, held, RunState.COMPLETED, RunHeader.NEVER)).isEqualTo(DURABLE);

    assertThat(of(b).firstInLine(10)).as("nobody has taken it up yet").isEmpty();
    RunHeader taken = b.claim(waiting.id()).orElseThrow();
    assertThat(of(b).firstInLine(10)).containsExactly(taken);
    assertThat(lock(b, taken, X)).isEqualTo(DURABLE);
  }
}
