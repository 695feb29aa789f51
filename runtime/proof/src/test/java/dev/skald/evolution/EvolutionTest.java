package dev.skald.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.docs.Repository;
import dev.skald.evolution.Family.Moment;
import dev.skald.evolution.Mutation.Checked;
import dev.skald.evolution.Mutation.Verdict;
import dev.skald.evolution.Mutation.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the compiler says of a changed saga is so: each change of {@code resources/evolution} is
 * compiled with the lock file of the code before. Then runs of the code before, whose processes end
 * at every moment there is, go on with the changed code. Where it is compatible all of them must do
 * well, and where it is refused the run that {@code docs/evolution-proof.md} shows must do badly.
 */
class EvolutionTest {

  private static final boolean UPDATE = Boolean.getBoolean("skald.golden.update");
  private static final String ONLY = System.getProperty("skald.change");

  private static final Map<String, String> ROWS = new ConcurrentHashMap<>();

  static List<Family> families() {
    return Families.all();
  }

  static List<Mutation> mutations() {
    List<Mutation> all = new ArrayList<>();
    families().forEach(family -> all.addAll(Changes.of(family)));
    all.removeIf(mutation -> ONLY != null && !ONLY.equals(mutation.name()));
    return all;
  }

  /** What does not change goes on wherever it is: else the judge is wrong, or the engine. */
  @ParameterizedTest
  @MethodSource("families")
  void whatStaysAsItIsGoesOn(Family family) {
    for (Moment moment : family.moments()) {
      var played = family.reference(moment);
      assertThat(Judge.judge(played, played)).matches(Judge.Ruling::isFine, "" + moment);
    }
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void theVerdictIsRight(Mutation mutation) {
    Checked checked = mutation.check();
    boolean refused = mutation.expected() == Verdict.NEEDS_NEW_VERSION;
    Verdict expected =
        mutation.expected() == Verdict.REFUSED ? Verdict.NEEDS_NEW_VERSION : mutation.expected();
    assertThat(checked.verdict()).as("%s: %s", mutation, checked.said()).isEqualTo(expected);

    Optional<Witness> witness =
        refused && !UPDATE ? shown(mutation, checked) : mutation.search(checked);
    assertThat(witness.isPresent())
        .as("%s fails at some moment%n%s%n%s", mutation, witness, replay(mutation))
        .isEqualTo(refused);
    String row = Page.row(mutation, witness);
    ROWS.put(mutation.family() + mutation.name(), row);
    if (!UPDATE) {
      assertThat(Page.rows(mutation.family())).as(accept()).contains(row);
    }
  }

  /** The run that the page shows, if it does badly; else any. */
  private static Optional<Witness> shown(Mutation mutation, Checked checked) {
    for (Moment moment : Page.moments(mutation)) {
      List<String> wrong = checked.at(mutation.family(), moment).wrong();
      if (!wrong.isEmpty()) {
        return Optional.of(new Witness(moment, wrong.get(0)));
      }
    }
    return mutation.search(checked);
  }

  private static String replay(Mutation mutation) {
    return "mvn -q -pl runtime/proof -am package -Dtest=EvolutionTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false '-Dskald.change="
        + mutation.name()
        + "'";
  }

  private static String accept() {
    return Page.PATH
        + " differs; to accept: mvn -q -pl runtime/proof -am package -Dtest=EvolutionTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dskald.golden.update=true";
  }

  @Test
  void thePageHasNoOtherRows() {
    if (UPDATE || ONLY != null) {
      return;
    }
    for (Family family : families()) {
      assertThat(Page.rows(family)).as(accept()).hasSameSizeAs(Changes.of(family));
    }
    assertThat(mutations()).hasSizeGreaterThan(100);
  }

  @AfterAll
  static void update() throws IOException {
    if (UPDATE && ONLY == null) {
      StringBuilder page = new StringBuilder(Page.INTRODUCTION);
      for (Family family : families()) {
        page.append(Page.heading(family));
        Changes.of(family)
            .forEach(change -> page.append(ROWS.get(family + change.name())).append('\n'));
      }
      Files.writeString(Repository.file(Page.PATH), page);
    }
  }
}
