package dev.skald.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The project names no package registry, no place where repositories are kept and no path of a
 * developer's machine: it builds wherever it is, with whatever its reader has configured.
 */
class ForbiddenWordsTest {

  /** Each with a mark in it, so that this file does not find itself. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          Stream.of(
                  "repo[0-9]*\\.§maven\\.",
                  "§maven\\.org",
                  "s§onatype",
                  "mvn§repository",
                  "art§ifactory",
                  "j§center",
                  "jit§pack",
                  "git§hub\\.",
                  "git§lab\\.",
                  "bit§bucket\\.",
                  "npm§js",
                  "py§pi\\.org",
                  "(?<![\\w.])/§home/\\w",
                  "(?<![\\w.<])/§root/",
                  "(?<![\\w.])/§work/",
                  "(?<![\\w.])/§Users/\\w",
                  "C:\\\\§\\\\?Users",
                  "\\.§m2/")
              .map(word -> word.replace("§", ""))
              .collect(Collectors.joining("|")));

  @Test
  void noFileNamesAHostOrAMachine() {
    List<String> found = new ArrayList<>();
    int count = 0;
    for (Path file : Repository.files("")) {
      String text = Repository.read(file).orElse("");
      count += text.isEmpty() ? 0 : 1;
      text.lines()
          .filter(line -> FORBIDDEN.matcher(line).find())
          .forEach(line -> found.add(Repository.name(file) + ": " + line.strip()));
    }
    assertThat(found).isEmpty();
    assertThat(count).isGreaterThan(100);
  }

  @Test
  void theyWouldBeNoticed() {
    assertThat(Stream.of("https://git" + "hub.com/x", "/ho" + "me/me/x", " /wo" + "rk/x"))
        .allSatisfy(text -> assertThat(FORBIDDEN.matcher(text).find()).as(text).isTrue());
  }
}
