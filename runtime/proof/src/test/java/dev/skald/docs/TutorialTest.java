package dev.skald.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.docs.Markdown.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the tutorial shows in {@code text} blocks is so: right below statements it is what they
 * print, right below an example that fails or warns it is what the compiler says.
 */
class TutorialTest {

  private static final Markdown PAGE = Repository.page("docs/tutorial.md");

  @TempDir private Path folder;

  /** A claim of the tutorial. */
  record Claim(Snippet snippet, String text) {
    @Override
    public String toString() {
      return snippet.toString();
    }
  }

  static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    List<Block> blocks = PAGE.blocks();
    for (Snippet snippet : Snippet.of(PAGE)) {
      int next = blocks.indexOf(snippet.block()) + 1;
      if (next < blocks.size() && blocks.get(next).info().equals("text")) {
        claims.add(new Claim(snippet, blocks.get(next).code()));
      }
    }
    return claims;
  }

  @ParameterizedTest
  @MethodSource("claims")
  void isTrue(Claim claim) throws Exception {
    Snippet snippet = claim.snippet();
    String real =
        snippet.isSpokenOf()
            ? snippet.said()
            : new Program(snippet).run(folder.resolve("journal.db"));

    assertThat(real).isEqualTo(claim.text());
  }

  @Test
  void everyTextIsAClaim() {
    assertThat(claims()).hasSameSizeAs(PAGE.blocks("text")).hasSizeGreaterThan(15);
    assertThat(PAGE.blocks("java fails")).hasSizeGreaterThan(5);
    assertThat(PAGE.blocks("java warns")).isNotEmpty();
  }
}
