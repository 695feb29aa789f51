package dev.skald.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.skald.docs.Markdown.Block;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The examples in the guide to testing are tests: they are run, and what they show is so. */
class TestingGuideTest {

  private static final Markdown PAGE = Repository.page("docs/testing.md");

  /** The test class with all that the page adds to it. */
  private static Snippet whole() {
    List<Snippet> all =
        Snippet.of(PAGE).stream()
            .filter(snippet -> snippet.block().directive().equals("into BookSeatsTest"))
            .toList();
    return all.get(all.size() - 1);
  }

  private static TestExecutionSummary run(Class<?> tests) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request().selectors(selectClass(tests)).build(), summary);
    return summary.getSummary();
  }

  @Test
  void everyTestOfThePagePasses() throws Exception {
    Program program = new Program(whole());

    TestExecutionSummary summary = run(program.loadClass("BookSeatsTest"));

    // The journals of the reader are not there, which is what that test must say.
    assertThat(summary.getFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException())
                    .hasMessageContaining("Cannot read src/test/resources/journals"));
    assertThat(summary.getTestsSucceededCount()).isGreaterThan(40);
  }

  private static List<String> texts() {
    return PAGE.blocks("text").stream().map(Block::code).toList();
  }

  @Test
  void whatAFailureShowsIsWhatItSays() throws Exception {
    String shown =
        """
        class Showing {
          @RegisterExtension final TestSkald skald = TestSkald.create();

          @Test
          void shows() {
            BoxOffice office = new BoxOffice();
            Script<Till> till = skald.script(Till.class, office);
            till.next(t -> t.pay(0, null)).fails(new Refused("no money"));
            var run = new BookSeatsOrchestrator(skald.engine(), new BookSeats(office, till.client()))
                .start("ada", new Wish("A"));
            run.await(Duration.ofDays(1));
            skald.assertThat(run).isCompleted();
          }
        }
        """;
    assertThat(failures(shown, "Showing")).containsExactly(texts().get(0).strip());
  }

  @Test
  void anUndoThatTakesUnknownForNothingIsFound() throws Exception {
    String shown =
        """
        class Searching {
          @TestFactory
          Stream<DynamicNode> everyFault() {
            return SagaFaults.every(
                    BoxOffice::new,
                    (engine, office) -> new HastyOrchestrator(engine, new Hasty(office)))
                .standing(BoxOffice::standing)
                .scenario("a seat", new Wish("A"))
                .tests();
          }
        }
        """;
    assertThat(failures(shown, "Searching")).contains(texts().get(1).strip());
  }

  /** The journal's text as the page shows it, but for the plan. */
  @Test
  void aRecordedJournalLooksLikeThis() throws Exception {
    String shown =
        """
        class Recording {
          @RegisterExtension final TestSkald skald = TestSkald.create();

          @Test
          void shows() {
            BoxOffice office = new BoxOffice();
            var run = new BookSeatsOrchestrator(skald.engine(), new BookSeats(office, office))
                .start("ada", new Wish("A"));
            run.await(Duration.ofDays(1));
            throw new AssertionError(
                skald.journalOf(run).text().replaceFirst("plan=\\"[0-9a-f]+\\"", "plan=\\"…\\""));
          }
        }
        """;
    assertThat(failures(shown, "Recording")).containsExactly(texts().get(2).strip());
  }

  private static List<String> failures(String source, String name) throws Exception {
    Snippet base = whole();
    List<String> sources =
        new ArrayList<>(
            Snippet.of(PAGE).stream()
                .filter(snippet -> snippet.block().directive().isEmpty())
                .map(snippet -> snippet.block().code())
                .toList());
    sources.add(source);
    Program program = new Program(new Snippet(base.block(), sources, List.of()));
    return run(program.loadClass(name)).getFailures().stream()
        .map(failure -> String.valueOf(failure.getException().getMessage()).strip())
        .toList();
  }
}
