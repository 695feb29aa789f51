package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Compilers;
import dev.skald.processor.Fixture;
import dev.skald.processor.LockedSaga;
import dev.skald.processor.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Checks(Code.LOCK_PLACE)
class LockPlaceTest {

  private static final String SAGA =
      """
      @Saga @Timeout("3s")
      class PlaceOrder {
        @Step Order createOrder(Cart cart) { return null; }
      }
      """;
  private static final String ANOTHER =
      """
      @Saga @Timeout("3s")
      class CancelOrder {
        @Step void cancelOrder(Cart cart) {}
      }
      """;

  @TempDir Path folder;

  @Test
  void withoutTheOptionNothingIsReadOrWritten() throws IOException {
    assertThat(compile().said()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aRelativeDirectoryIsRefusedOnceForAllSagas() {
    Compiled compiled =
        Compilers.javac(
            Fixture.sources(SAGA, ANOTHER), Fixture.processors(), "-Askald.lock=src/main/skald");
    assertThat(compiled.message("SKALD120"))
        .contains("-Askald.lock=src/main/skald is no absolute path.")
        .contains("${project.basedir}/src/main/skald");
  }

  @Test
  void anUnknownModeIsRefused() {
    Compiled compiled = new LockedSaga(folder).compile("write", SAGA);
    assertThat(compiled.message("SKALD120")).contains("write is no mode").contains("frozen");
  }

  @Test
  void aModeWithoutDirectoryIsRefused() {
    assertThat(compile("-Askald.lock.mode=frozen").message("SKALD120"))
        .contains("has no lock files to work on");
  }

  @Test
  void aDirectoryInPlaceOfTheFileIsAnErrorAndNoCrash() throws IOException {
    Files.createDirectory(folder.resolve("place-order-v1.lock"));
    for (String mode : new String[] {"check", "accept", "frozen"}) {
      Compiled compiled = new LockedSaga(folder).compile(mode, SAGA);
      assertThat(compiled.message("SKALD120")).contains("place-order-v1.lock cannot be read");
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsAnErrorAndStays() throws IOException {
    Path file = Files.writeString(folder.resolve("skald"), "mine");
    assertThat(new LockedSaga(file).compile("accept", SAGA).message("SKALD120")).contains("cannot");
    assertThat(file).hasContent("mine");
  }

  private static Compiled compile(String... options) {
    return Compilers.javac(Fixture.sources(SAGA), Fixture.processors(), options);
  }
}
