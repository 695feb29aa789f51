package dev.skald.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.evolution.Family.Moment;
import dev.skald.evolution.Play.Future;
import dev.skald.evolution.Play.Played;
import dev.skald.runtime.RunState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions of a saga, the later one with other steps, and the runs of the earlier one. */
class VersionsTest {

  private static final Family ORDER = Families.ORDER;

  private static final Version NEXT =
      Changes.of(ORDER).stream()
          .filter(change -> change.name().equals("a step renamed before the pivot"))
          .map(
              change ->
                  change.replace("@Saga(name = \"order\"", "@Saga(name = \"order\", version = 2"))
          .map(change -> Compiler.compile("shop.Order", change.source()).orFail())
          .findFirst()
          .orElseThrow();

  @Test
  void sideBySideEachRunGoesOnWithItsOwnPlan() {
    for (Moment moment : ORDER.moments()) {
      Played played = play(List.of(NEXT, ORDER.version()), moment.before(), moment.future());

      Played alone = ORDER.reference(moment);
      assertThat(Judge.judge(played, alone)).matches(Judge.Ruling::isFine, "" + moment);
      assertThat(played.state()).as("%s", moment).isEqualTo(alone.state());
    }
  }

  @Test
  void runsStartWithTheVersionThatStartsThem() {
    Future well = new Future(History.of("all goes well"), false);

    Played first = play(List.of(ORDER.version(), NEXT), List.of(), well);
    Played second = play(List.of(NEXT, ORDER.version()), List.of(), well);

    assertThat(first.view().version()).isEqualTo(1);
    assertThat(first.view().step("book")).isPresent();
    assertThat(second.view().version()).isEqualTo(2);
    assertThat(second.view().step("bookRoom")).isPresent();
  }

  @Test
  void withoutItsPlanARunIsParkedSaysWhatItNeedsAndGoesOnWhenItIsThere() {
    int parked = 0;
    for (Moment moment : ORDER.moments()) {
      boolean ended = ORDER.reference(moment).cut() == ORDER.reference(moment).entries().size();
      if (ended || !moment.future().toString().equals("all goes well")) {
        continue;
      }
      Played without = play(List.of(NEXT), moment.before(), moment.future());
      if (without.state().isEnd()) {
        continue;
      }
      parked++;
      assertThat(without.state()).as("%s", moment).isEqualTo(RunState.PARKED);
      assertThat(without.entries().subList(without.cut(), without.entries().size()))
          .as("%s", moment)
          .allMatch(Entry.Wrote.class::isInstance);
      assertThat(without.view().cause().orElseThrow().message())
          .contains("version 1 of order", "not registered", "when that version is deployed again");

      Played again = play(List.of(ORDER.version()), without.entries(), moment.future());
      assertThat(Judge.judge(again, ORDER.reference(moment)))
          .matches(Judge.Ruling::isFine, "" + moment);
    }
    assertThat(parked).isGreaterThan(30);
  }

  private static Played play(List<Version> versions, List<Entry> before, Future future) {
    return new Play(versions, false, ORDER.journals(), before, future).play();
  }
}
