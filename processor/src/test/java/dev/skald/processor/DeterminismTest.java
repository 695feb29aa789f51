package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same sources give the same bytes, in whatever order the compiler finds them. */
class DeterminismTest {

  @Test
  void theOrderOfFilesDoesNotMatter() {
    List<Source> sources =
        new ArrayList<>(
            Fixture.sources(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step(rejects = {IllegalStateException.class, IllegalArgumentException.class})
                  Order createOrder(Cart cart) throws OutOfStock, InvalidCart { return null; }
                  @Compensate("createOrder") void cancelOrder(Order order) {}
                  @Step @Parallel Reservation reserve(Order order) { return null; }
                  @Compensate("reserve") void release(Reservation reservation) {}
                  @Step @Parallel Payment charge(Order order) { return null; }
                  @Compensate("charge") void refund(Payment payment) {}
                  @Step Shipment ship(Payment payment, Reservation reservation) { return null; }
                }
                """,
                """
                @Saga @Timeout("3s")
                class CancelOrder {
                  @Step void cancel(Order order) {}
                }
                """));
    Compiled first = Compilers.javac(sources, Fixture.processors());
    assertThat(first.said()).isEmpty();
    assertThat(first.generated()).hasSize(2);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(sources, new Random(seed));
      assertThat(Compilers.javac(sources, Fixture.processors()).generated())
          .isEqualTo(first.generated());
    }
  }
}
