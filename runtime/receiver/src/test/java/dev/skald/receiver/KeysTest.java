package dev.skald.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.receiver.ReceiverException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be a key, and what its parts are. */
class KeysTest {

  @ParameterizedTest
  @ValueSource(strings = {"k", "~", "a b", "0197:reserveStock#12", "'; DROP TABLE skald_receiver"})
  void canBeKeys(String key) {
    assertThatCode(() -> Keys.check(key)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a\tb", "a\n", "\u0000", "\u007f", "þing", "🎶"})
  void cannotBeKeys(String key) {
    assertThatExceptionOfType(ReceiverException.class)
        .isThrownBy(() -> Keys.check(key))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_CALL));
  }

  @Test
  void aKeyHas255CharactersAtMost() {
    Keys.check("k".repeat(255));

    assertThatExceptionOfType(ReceiverException.class)
        .isThrownBy(() -> Keys.check("k".repeat(256)))
        .withMessageContaining("has 256 characters");
  }

  @Test
  void theUndosOwnKeyNamesItsStep() {
    assertThat(Receiver.stepKey("run:step:undo")).isEqualTo("run:step");
    assertThat(Receiver.stepKey("run:step#3:undo")).isEqualTo("run:step#3");
    assertThat(Receiver.stepKey("run:undo:undo")).as("a step named undo").isEqualTo("run:undo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run:step", "run:step:undo#1", ":undo", "", "run:step:UNDO"})
  void otherKeysAreNoUndosOwn(String key) {
    assertThatExceptionOfType(ReceiverException.class)
        .isThrownBy(() -> Receiver.stepKey(key))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_CALL));
  }

  @Test
  void theRunStandsBeforeTheFirstColon() {
    assertThat(Keys.run("run:step:undo")).isEqualTo("run");
    assertThat(Keys.run("key")).isEqualTo("key");
    assertThat(Keys.run(":odd")).isEqualTo(":odd");
  }
}
