package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are compared as a whole with a file named after the class and the test. */
public final class Golden {

  private Golden() {}

  /** Compares, or writes the file if {@code -Dskald.golden.update=true}. */
  public static void check(Class<?> test, String name, String actual) {
    Path file =
        Path.of("src/test/resources/golden", test.getSimpleName() + "_" + name).toAbsolutePath();
    try {
      if (Boolean.getBoolean("skald.golden.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      String expected = Files.exists(file) ? Files.readString(file) : "";
      assertThat(actual)
          .as("differs from %s; to accept it run with -Dskald.golden.update=true", file)
          .isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
