package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;

/**
 * Sagas whose expected diagnostics are written at the lines where they belong, as in {@code //
 * error: SKALD021}. On all other lines silence is demanded, of javac and of Eclipse's compiler.
 */
public final class Fixture {

  private static final Pattern EXPECTED =
      Pattern.compile("// (error|warning): (SKALD\\d{3}(?:, SKALD\\d{3})*)");

  private Fixture() {}

  /** Compiles the given files, beside those of the shop, and compares with what they announce. */
  public static Compiled check(String... files) {
    List<Source> sources = sources(files);
    List<String> expected = sources.stream().flatMap(Fixture::expected).sorted().toList();
    Compiled javac = Compilers.javac(sources, processors());
    assertThat(seen(javac)).as("javac said %s", javac.said()).isEqualTo(expected);
    Compiled ecj = Compilers.ecj(sources, processors());
    assertThat(seen(ecj)).as("ecj said %s", ecj.said()).isEqualTo(expected);
    if (expected.isEmpty()) {
      assertThat(ecj.generated()).isEqualTo(javac.generated());
    }
    return javac;
  }

  /** Compiles as the strictest user would, and demands silence. */
  public static Compiled compiles(String... files) {
    Compiled strict = Compilers.javac(sources(files), processors(), "-Werror");
    assertThat(strict.said()).isEmpty();
    return check(files);
  }

  /** The given files and those of the shop. */
  public static List<Source> sources(String... files) {
    List<Source> sources = new ArrayList<>(Source.shop());
    Stream.of(files).map(Source::of).forEach(sources::add);
    return sources;
  }

  /** The processors, new for each compilation. */
  public static List<Processor> processors() {
    return List.of(new SagaProcessor(), new ClaimProcessor());
  }

  private static List<String> seen(Compiled compiled) {
    return compiled.said().stream()
        .map(
            said ->
                said.file()
                    + ":"
                    + said.line()
                    + (said.error() ? " error " : " warning ")
                    + said.code().orElse(said.text()))
        .sorted()
        .toList();
  }

  private static Stream<String> expected(Source source) {
    List<String> expected = new ArrayList<>();
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = EXPECTED.matcher(lines.get(i));
      if (matcher.find()) {
        String start = source.type() + ".java:" + (i + 1) + " " + matcher.group(1) + " ";
        Stream.of(matcher.group(2).split(", ")).map(start::concat).forEach(expected::add);
      }
    }
    return expected.stream();
  }
}
