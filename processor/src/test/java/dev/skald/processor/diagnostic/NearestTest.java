package dev.skald.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "'', abc, 3",
    "ship, ship, 0",
    "ship, Ship, 0",
    "shpi, ship, 1",
    "kitten, sitting, 3"
  })
  void distance(String a, String b, int expected) {
    assertThat(Nearest.distance(a, b)).isEqualTo(expected);
    assertThat(Nearest.distance(b, a)).isEqualTo(expected);
  }

  @Test
  void theNearestOfSeveral() {
    assertThat(Nearest.to("reserveStok", List.of("releaseStock", "reserveStock")))
        .hasValue("reserveStock");
  }

  @Test
  void nothingIsNearEnough() {
    assertThat(Nearest.to("ship", List.of("createOrder", "charge"))).isEmpty();
  }
}
