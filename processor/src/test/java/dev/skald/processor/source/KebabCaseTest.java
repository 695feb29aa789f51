package dev.skald.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KebabCaseTest {

  @ParameterizedTest
  @CsvSource({
    "PlaceOrder, place-order",
    "Order, order",
    "HTTPCheck, http-check",
    "CheckHTTP, check-http",
    "Order2Ship, order2-ship",
    "Place_Order, place-order"
  })
  void names(String type, String expected) {
    assertThat(KebabCase.of(type)).isEqualTo(expected);
  }
}
