package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.ELSEWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.PurgePage;
import org.junit.jupiter.api.Test;

/** Each node removes what ended long ago in its own shards. */
abstract class JournalNodesRetentionContract extends JournalLetterContract {

  private static final long LATER = NOON + 1_000_000;

  private RunHeader ended(JournalStore node, String key) {
    RunHeader run = given(node, key);
    assertThat(change(node, run, RunState.COMPLETED, RunHeader.NEVER)).isEqualTo(DURABLE);
    return run;
  }

  private static int purge(JournalStore node) {
    PurgePage page = node.purge(LATER, null, 1_000);
    assertThat(page.next()).isNull();
    return page.removed();
  }

  @Test
  final void onlyTheOwnerOfAShardRemovesRunsFromIt() {
    JournalStore b = node();
    share(a, b);
    for (int i = 0; i < 5; i++) {
      ended(a, keyOf(a, "a" + i + "-"));
      ended(b, keyOf(b, "b" + i + "-"));
    }
    JournalStore c = node();

    assertThat(purge(c)).as("it owns nothing").isZero();
    assertThat(purge(a)).isEqualTo(5);
    assertThat(purge(a)).isZero();
    assertThat(purge(b)).isEqualTo(5);
    assertThat(b.list(RunQuery.all()).runs()).isEmpty();
  }

  @Test
  final void aNodeThatDoesNotKnowYetThatItOwnsNothingRemovesNothing() throws Exception {
    RunHeader run = ended(a, "o-1");
    JournalStore b = node();
    lapseAllBut(b);

    assertThat(purge(a)).isZero();
    assertThat(count(b, run)).isOne();
    assertThat(purge(b)).isOne();
  }

  @Test
  final void aKeyThatIsFreeAgainIsTakenOnAnyNode() {
    ended(a, "o-1");
    JournalStore b = node();
    assertThat(purge(a)).isOne();

    RunHeader again = header(b, "o-1");
    assertThat(create(b, again)).isEqualTo(ELSEWHERE);
    assertThat(a.claim(SAGA, 10)).extracting(RunHeader::id).containsExactly(again.id());
  }
}
