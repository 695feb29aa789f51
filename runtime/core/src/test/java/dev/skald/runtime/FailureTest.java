package dev.skald.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure says of itself. */
class FailureTest {

  @ParameterizedTest
  @CsvSource({
    "java.io.IOException, IOException",
    "shop.Shop$CardDeclined, CardDeclined",
    "shop.Shop$Deep$OutOfStock, OutOfStock",
    "shop.Shop$1, Shop$1",
    "shop.Error404, Error404",
    "Declined, Declined",
    "$1, $1"
  })
  void namesTheExceptionAsItsAuthorDoes(String type, String shown) {
    Failure failure = new Failure(Failure.Kind.REJECTED, "charge", type, "no money");

    assertThat(failure).hasToString("charge: " + shown + ": no money");
  }

  @ParameterizedTest
  @CsvSource({"charge, charge: no answer", ", no answer"})
  void needsNoException(String step, String shown) {
    assertThat(new Failure(Failure.Kind.TIMEOUT, step, null, "no answer")).hasToString(shown);
  }
}
