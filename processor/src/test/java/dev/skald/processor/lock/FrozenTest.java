package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.LockedSaga;
import dev.skald.processor.diagnostic.Code;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Checks(Code.FROZEN)
class FrozenTest {

  private static final String SAGA =
      """
      @SuppressWarnings("skald") @Saga @Timeout("3s")
      class PlaceOrder {
        @Step @Pivot void charge(Cart cart) {}
      }
      """;
  private static final String MORE =
      SAGA.replace("}\n}", "}\n  @Step(after = \"charge\") void thank(Cart cart) {}\n}");

  @TempDir Path folder;

  @Test
  void whatWasNeverAcceptedIsAnErrorThatNothingSilences() {
    assertThat(new LockedSaga(folder).compile("frozen", SAGA).message("SKALD125"))
        .contains("place-order version 1 has no lock file");
  }

  @Test
  void whatIsNotAcceptedYetIsAnErrorAtItsStep() {
    LockedSaga saga = new LockedSaga(folder).accept(SAGA);
    assertThat(saga.compile("frozen", SAGA).said()).isEmpty();
    assertThat(saga.compile("frozen", MORE).message("SKALD125")).contains("thank is new");
    assertThat(saga.compile("frozen", MORE).said().get(0).line()).isEqualTo(4);
  }
}
