package dev.skald.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.Sensitive;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sensitive never stands in a text that Skald writes. */
class ShownTest {

  record Card(String holder, @Sensitive String number) {}

  record Order(
      int id, Card card, List<Card> others, Optional<Card> spare, Map<String, Card> more) {}

  record Chain(Object next) {}

  private static final Card CARD = new Card("ada", "4111-secret");

  private static StepView<Object> view(Object result) {
    return new StepView<>("pay", StepState.SUCCEEDED, 1, result, null, null, List.of());
  }

  @Test
  void sensitiveComponentsAreDotsWhereverTheyStand() {
    Order order = new Order(7, CARD, List.of(CARD), Optional.of(CARD), Map.of("a", CARD));
    for (Object text : List.of(view(order), new SagaOutcome.Completed<>(order))) {
      assertThat(text.toString()).contains("holder=ada", "id=7").doesNotContain("secret");
    }
  }

  @Test
  void viewsOfItemsAndRunsHideThemToo() {
    StepView<Object> group =
        new StepView<>(
            "pay", StepState.SUCCEEDED, 1, List.of(CARD), null, null, List.of(view(CARD)));
    RunView run = new RunView("s", "k", 1, RunState.COMPLETED, Instant.EPOCH, List.of(group), null);
    assertThat(run.toString()).contains("pay SUCCEEDED").doesNotContain("secret");
  }

  @Test
  void longAndDeepValuesAreCut() {
    assertThat(view("x".repeat(100_000)).toString()).hasSizeLessThan(2_000);
    assertThat(view(Collections.nCopies(100_000, CARD)).toString()).hasSizeLessThan(2_000);
    Object deep = "bottom";
    for (int i = 0; i < 10_000; i++) {
      deep = new Chain(deep);
    }
    assertThat(view(deep).toString()).doesNotContain("bottom");
  }
}
