package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/errors.md} says about each code is true. */
class ErrorsDocTest {

  private static final Pattern SECTION =
      Pattern.compile("(?ms)^## (SKALD\\d{3})$(.*?)(?=^## |\\z)");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?ms)^(?:<!-- options: ([^\n]*) -->\n)?```(java fails|java compiles|java accepted|text lock)\n"
              + "(.*?)^```");

  @Test
  void everyCodeHasOneHeading() throws IOException {
    List<String> headings = new ArrayList<>();
    Matcher matcher = SECTION.matcher(doc());
    while (matcher.find()) {
      headings.add(matcher.group(1));
    }
    assertThat(headings).isEqualTo(Stream.of(Code.values()).map(Code::id).toList());
  }

  @Test
  void everyCodeHasOneTestClass() throws Exception {
    Map<Code, String> tests = new EnumMap<>(Code.class);
    Path root = Path.of(ErrorsDocTest.class.getResource("/").toURI());
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace(".class", "");
        Checks checks = Class.forName(name).getAnnotation(Checks.class);
        if (checks != null) {
          assertThat(tests.put(checks.value(), name)).as("a second test class: " + name).isNull();
        }
      }
    }
    assertThat(tests.keySet()).containsExactly(Code.values());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERNAL")
  void theExampleFailsAndTheMendedOneCompiles(Code code, @TempDir Path folder) throws IOException {
    Map<String, Example> examples = examples(code);
    Compiled bad = compile(examples, "java fails", folder, "-Xlint:-processing");
    assertThat(bad.said()).hasSize(1);
    assertThat(bad.said().get(0).code()).hasValue(code.id());
    assertThat(bad.said().get(0).error()).isEqualTo(!code.warning());
    assertThat(compile(examples, "java compiles", folder, "-Werror").said()).isEmpty();
  }

  /** The wording of all messages on one page, to be read as a whole when it changes. */
  @Test
  void messages(@TempDir Path folder) throws IOException {
    StringBuilder page = new StringBuilder();
    for (Code code : Code.values()) {
      if (code != Code.INTERNAL) {
        Path locks = Files.createDirectory(folder.resolve(code.id()));
        Compiled.Said said = compile(examples(code), "java fails", locks).said().get(0);
        page.append("line ").append(said.line()).append(": ").append(said.text()).append("\n\n");
      }
    }
    Golden.check(getClass(), "messages.txt", page.toString());
  }

  /** A block of a section, and the compiler's options for it. */
  private record Example(String options, String text) {}

  /** Compiles a block; before that what the section says is accepted, or stands in a lock file. */
  private static Compiled compile(
      Map<String, Example> examples, String kind, Path locks, String... more) {
    LockedSaga locked = new LockedSaga(locks);
    if (examples.containsKey("java accepted")) {
      locked.delete().accept(examples.get("java accepted").text());
    }
    if (examples.containsKey("text lock") && kind.equals("java fails")) {
      locked.write("place-order-v1.lock", examples.get("text lock").text());
    }
    Example example = examples.get(kind);
    List<String> options = new ArrayList<>(List.of(more));
    if (!example.options().isEmpty()) {
      options.addAll(List.of(example.options().replace("{lock}", locks.toString()).split(" ")));
    }
    return Compilers.javac(
        Fixture.sources(example.text()), Fixture.processors(), options.toArray(String[]::new));
  }

  private static Map<String, Example> examples(Code code) throws IOException {
    Matcher section = SECTION.matcher(doc());
    while (section.find()) {
      if (section.group(1).equals(code.id())) {
        Map<String, Example> examples = new HashMap<>();
        Matcher example = EXAMPLE.matcher(section.group(2));
        while (example.find()) {
          String options = example.group(1) == null ? "" : example.group(1);
          examples.put(example.group(2), new Example(options, example.group(3)));
        }
        return examples;
      }
    }
    throw new AssertionError("No heading for " + code.id());
  }

  private static String doc() throws IOException {
    return Files.readString(Path.of("../docs/errors.md"));
  }
}
