package dev.skald.samples.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each main tells the story that stands in {@code src/test/resources/stories}, to the letter. With
 * {@code -Dskald.golden.update=true} what it tells is accepted.
 */
class StoriesTest {

  private static final Path MAINS = Path.of("src/main/java/dev/skald/samples/features");
  private static final Path STORIES = Path.of("src/test/resources/stories");

  static List<String> mains() throws Exception {
    return names(MAINS, "Main.java");
  }

  @ParameterizedTest
  @MethodSource("mains")
  void isToldToTheLetter(String main) throws Exception {
    Path story = STORIES.resolve(main + ".txt");

    String told = run(main);

    if (Boolean.getBoolean("skald.golden.update")) {
      Files.writeString(story, told);
    }
    assertThat(story).as("update with -Dskald.golden.update=true").exists();
    assertThat(told).isEqualTo(Files.readString(story));
  }

  @Test
  void noStoryIsLeftWithoutItsMain() throws Exception {
    assertThat(names(STORIES, ".txt")).isEqualTo(mains()).hasSizeGreaterThan(10);
  }

  private static String run(String main) throws Exception {
    PrintStream out = System.out;
    var told = new ByteArrayOutputStream();
    try (var told8 = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      System.setOut(told8);
      Class.forName(StoriesTest.class.getPackageName() + "." + main + "Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    return told.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static List<String> names(Path folder, String end) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .sorted()
          .toList();
    }
  }
}
