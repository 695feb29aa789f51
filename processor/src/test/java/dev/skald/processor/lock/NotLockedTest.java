package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.LockedSaga;
import dev.skald.processor.diagnostic.Code;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Checks(Code.NOT_LOCKED)
class NotLockedTest {

  private static final String SAGA =
      """
      @Saga @Timeout("3s")
      class PlaceOrder {
        @Step Order createOrder(Cart cart) { return null; }
      }
      """;

  @TempDir Path folder;

  @Test
  void aSagaThatWasNeverAcceptedIsToldAndNotWritten() {
    LockedSaga saga = new LockedSaga(folder.resolve("new"));
    Compiled compiled = saga.check(SAGA);
    assertThat(compiled.errors()).isEmpty();
    assertThat(compiled.message("SKALD124")).contains("place-order version 1 has no lock file");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void itCanBeSilenced() {
    String quiet = SAGA.replace("@Saga", "@SuppressWarnings(\"skald\") @Saga");
    assertThat(new LockedSaga(folder).check(quiet).said()).isEmpty();
  }

  @Test
  void aSagaWithErrorsIsNotAccepted() {
    LockedSaga saga = new LockedSaga(folder.resolve("new"));
    Compiled compiled = saga.compile("accept", SAGA.replace("Cart cart", "Object cart"));
    assertThat(compiled.errors()).hasSize(1);
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
