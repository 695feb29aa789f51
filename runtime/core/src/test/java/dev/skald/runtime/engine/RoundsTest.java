package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a node looks at what others have left, in virtual time. */
class RoundsTest {

  private static int looksIn(long seconds, boolean more) {
    VirtualEnvironment environment = new VirtualEnvironment(VirtualEnvironment.BEGIN);
    environment.settleWith(() -> true);
    AtomicInteger looks = new AtomicInteger();
    List<Rounds.Look> look =
        List.of(
            tick -> {
              looks.incrementAndGet();
              return more;
            });
    new Rounds(environment, () -> false, look).start();
    environment.advance(seconds * 1_000);
    environment.close();
    return looks.get();
  }

  @Test
  void looksStaySoManyASecondHoweverLongThereIsMore() {
    int aSecond = (int) (1_000 / Rounds.SOON_MILLIS + 1_000 / Rounds.LOOK_EVERY_MILLIS);
    assertThat(looksIn(30, true)).isBetween(30 * 30, 30 * aSecond + 1);
  }

  @Test
  void whereThereIsNothingLooksAreRare() {
    assertThat(looksIn(30, false)).isEqualTo(30 * 4 + 1);
  }
}
