package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.LockedSaga;
import dev.skald.processor.diagnostic.Code;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Checks(Code.NEW_VERSION)
class NewVersionTest {

  private static final String SAGA =
      """
      @Saga @Timeout("3s")
      class PlaceOrder {
        @Step Order createOrder(Cart cart) { return null; }
        @Compensate("createOrder") void cancelOrder(Order order) {}
        @Step Payment charge(Order order) { return null; }
      }
      """;

  @TempDir Path folder;
  private LockedSaga saga;

  @BeforeEach
  void accept() {
    saga = new LockedSaga(folder).accept(SAGA);
  }

  @Test
  void theMessageStandsAtTheStepAndNamesTheWayOut() {
    Compiled compiled =
        saga.check(SAGA.replace("createOrder(", "makeOrder(").replace("(\"create", "(\"make"));
    Compiled.Said said = compiled.said().get(0);
    assertThat(compiled.said()).hasSize(1);
    assertThat(said.error()).isTrue();
    assertThat(said.line()).isEqualTo(3);
    assertThat(said.text())
        .contains("place-order needs version 2: createOrder is gone; is it called makeOrder now?")
        .contains("keep PlaceOrder as it was under another name, and write version = 2")
        .contains("delete place-order-v1.lock");
  }

  @Test
  void acceptingDoesNotHelp() {
    String accepted = saga.read("place-order-v1.lock");
    Compiled compiled = saga.compile("accept", SAGA.replace("Payment charge", "Quote charge"));
    assertThat(compiled.message("SKALD122")).contains("The result of charge is of another type");
    assertThat(saga.read("place-order-v1.lock")).isEqualTo(accepted);
  }

  @Test
  void aNewVersionBesideTheOldOneIsAccepted() {
    String changed =
        SAGA.replace("@Saga", "@Saga(version = 2)").replace("Payment charge", "Quote charge");
    String kept =
        SAGA.replace("@Saga", "@Saga(name = \"place-order\")")
            .replace("class PlaceOrder", "class PlaceOrder1");
    saga.accept(changed, kept);
    assertThat(saga.files()).containsExactly("place-order-v1.lock", "place-order-v2.lock");
    assertThat(saga.check(changed, kept).said()).isEmpty();
    assertThat(saga.check(changed).said()).as("the old class is gone").isEmpty();
  }

  @Test
  void aChangeOfAnEarlierStateStillCounts() {
    String first = "class Goods { record Item(String id, Optional<Integer> size) {} }";
    String of =
        SAGA.replace("Cart cart", "Goods.Item item")
            .replace("Payment charge", "@Pivot Payment charge");
    LockedSaga goods = new LockedSaga(folder.resolve("goods"));
    goods.accept(of, first);
    goods.accept(of, first.replace(", Optional<Integer> size", ""));
    Compiled back = goods.check(of, first.replace("Integer", "String"));
    assertThat(back.message("SKALD122")).contains("shop.Goods.Item.size is of another type");
    assertThat(goods.check(of, first).message("SKALD123")).contains("has got size");
  }
}
