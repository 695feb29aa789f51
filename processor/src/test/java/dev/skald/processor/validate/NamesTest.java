package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "createOrder, CREATE_ORDER",
    "ship, SHIP",
    "chargeVATNow, CHARGE_VAT_NOW",
    "step2Ship, STEP2_SHIP",
    "create_order, CREATE_ORDER"
  })
  void constants(String method, String expected) {
    assertThat(Names.constant(method)).isEqualTo(expected);
  }

  @Test
  void takenNamesGetASuffix() {
    Set<String> taken = new HashSet<>(List.of("A", "A_2"));
    assertThat(Names.unique("A", "_2", taken)).isEqualTo("A_2_2");
    assertThat(Names.unique("B", "_2", taken)).isEqualTo("B");
  }
}
