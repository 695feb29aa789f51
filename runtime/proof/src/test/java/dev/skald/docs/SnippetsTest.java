package dev.skald.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java example in the documentation compiles, without a warning. Those of {@code
 * docs/errors.md}, half of which must not compile, are tested with the processor; those of {@code
 * docs/tutorial.md} of which the compiler has to speak, in {@link TutorialTest}; and {@code
 * docs/testing.md} is one program, in {@link TestingGuideTest}.
 */
class SnippetsTest {

  static Stream<Snippet> snippets() {
    return Repository.pages().stream()
        .filter(page -> !page.path().equals("docs/testing.md"))
        .map(Snippet::of)
        .flatMap(List::stream)
        .filter(snippet -> !snippet.isSpokenOf());
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void compiles(Snippet snippet) {
    assertThat(snippet.compile()).as(snippet.toString()).isEmpty();
  }

  @Test
  void examplesAreFound() {
    assertThat(snippets().map(snippet -> snippet.block().page()).distinct())
        .contains("README.md", "docs/language.md");
    assertThat(snippets()).hasSizeGreaterThan(15);
  }

  @Test
  void aWrongExampleIsNoticed() {
    Markdown page =
        new Markdown(
            "wrong.md",
            """
            <!-- snippet: members -->
            ```java
            @Step Order createOrder(Cart cart, StepContext step) throws InvalidCart { return null; }
            @Step Payment charge(Order order) { return null; }
            ```
            """);

    assertThat(Snippet.of(page).get(0).compile())
        .hasSize(1)
        .first()
        .asString()
        .contains("SKALD035");
  }
}
