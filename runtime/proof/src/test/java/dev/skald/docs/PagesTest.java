package dev.skald.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.docs.Markdown.Block;
import dev.skald.runtime.RunState;
import dev.skald.runtime.StepState;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.plan.RetryPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation says of the project is so. */
class PagesTest {

  private static final Pattern CODE = Pattern.compile("SKALD\\d{3}");

  @Test
  void fiveMinutesAreTwoCommands() {
    List<Block> blocks =
        Repository.page("README.md").blocks().stream()
            .filter(block -> block.section().equals("Five minutes"))
            .toList();

    assertThat(blocks).extracting(Block::info).containsExactly("sh", "sh");
    assertThat(blocks)
        .extracting(Block::code)
        .containsExactly("mvn -q -Pdemo -pl samples/order -am package\n", "mvn -B -ntp verify\n");
    assertThat(Repository.read("samples/order/pom.xml")).contains("<id>demo</id>");
    // There it starts from clean, so that every test runs again on the other JVM.
    assertThat(Repository.read(".ci/run").replace(" clean verify", " verify"))
        .contains(blocks.get(1).code());
  }

  @Test
  void everyFeatureHasAProgramThatIsShown() {
    String command = "mvn -q -Pdemo -pl samples/features -am package -Dfeature=FanOut\n";
    String howto = Repository.read("docs/howto.md");
    String readme = Repository.read("README.md");
    int count = 0;
    for (Path file : Repository.files("samples/features/src/main/java")) {
      String name = file.getFileName().toString();
      if (name.endsWith("Main.java")) {
        count++;
        assertThat(howto).contains(name + ")");
        assertThat(readme).containsPattern("[`=]" + name.replace("Main.java", "") + "[`\n]");
      }
    }
    assertThat(count).isGreaterThan(10);
    assertThat(howto).contains(command);
    assertThat(readme).contains(command);
  }

  @Test
  void linksLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    int count = 0;
    for (Markdown page : Repository.pages()) {
      for (String link : page.links()) {
        count++;
        if (!leadsSomewhere(page, link)) {
          dead.add(page.path() + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(count).isGreaterThan(15);
  }

  private static boolean leadsSomewhere(Markdown page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return false; // The project speaks of itself, and works without a network.
    }
    String[] parts = link.split("#", 2);
    Path here = Repository.file(page.path());
    Path target = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target) || parts.length == 1) {
      return Files.exists(target);
    }
    return Repository.page(Repository.name(target)).anchors().contains(parts[1]);
  }

  @Test
  void everyElementOfTheLanguageIsExplained() {
    String page = Repository.read("docs/language.md");
    List<String> types =
        Repository.files("annotations/src/main/java/dev/skald").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .filter(name -> !name.equals("package-info"))
            .toList();

    assertThat(types).hasSizeGreaterThan(10);
    assertThat(types).allSatisfy(type -> assertThat(page).containsPattern("\\b" + type + "\\b"));
  }

  @Test
  void everyStateIsExplained() {
    String page = Repository.read("docs/semantics.md");
    List<String> states =
        Stream.of(RunState.values(), StepState.values())
            .flatMap(Stream::of)
            .map(Object::toString)
            .toList();

    assertThat(states).allSatisfy(state -> assertThat(page).contains("| `" + state + "` |"));
  }

  @Test
  void everyRecordOfTheJournalIsExplained() {
    String journal = section("docs/semantics.md", "Journal");
    for (Event.Kind kind : Event.Kind.values()) {
      assertThat(journal.contains("`" + kind + "`")).as("%s", kind).isEqualTo(kind.durable());
    }
  }

  @Test
  void limitsAreAsTheCodeHasThem() {
    RetryPolicy step = RetryPolicy.STEP_DEFAULT;
    assertThat(section("docs/semantics.md", "Retries"))
        .contains(
            "| a step up to the pivot | "
                + step.maxAttempts()
                + " | "
                + step.delay().toMillis()
                + " ms | doubled each time | "
                + step.maxDelay().toSeconds()
                + " s |");
    assertThat(step.multiplier()).isEqualTo(2.0);
    assertThat(SagaMachine.DURABLE_WAIT_MILLIS).isEqualTo(1_000);
    assertThat(section("docs/semantics.md", "Crash and adoption"))
        .containsPattern("after " + SagaMachine.MAX_ADOPTIONS + "\\s+times in a row");
    assertThat(section("docs/semantics.md", "Limits"))
        .contains("| " + PayloadCodec.MAX_NESTING + " levels |");
  }

  @Test
  void loggersAreNamedAsInTheCode() {
    Pattern named = Pattern.compile("getLogger\\(\\s*\"([^\"]+)\"");
    TreeSet<String> loggers = new TreeSet<>();
    for (Path file : Repository.files("runtime/core/src/main/java")) {
      Matcher logger = named.matcher(Repository.read(file).orElse(""));
      while (logger.find()) {
        loggers.add(logger.group(1));
      }
    }
    String logs = section("docs/semantics.md", "Logs");
    assertThat(loggers).isNotEmpty();
    assertThat(loggers).allSatisfy(logger -> assertThat(logs).contains("| `" + logger + "` |"));
  }

  @Test
  void modulesAreNamedAsInTheCode() {
    Pattern named = Pattern.compile("(?m)^(?:open )?module ([\\w.]+) \\{");
    String readme = Repository.read("README.md");
    int count = 0;
    for (Path file : Repository.files("")) {
      String name = Repository.name(file);
      if (name.endsWith("src/main/java/module-info.java")) {
        Matcher module = named.matcher(Repository.read(name));
        assertThat(module.find()).as(name).isTrue();
        assertThat(readme).contains("`" + module.group(1) + "`");
        count++;
      }
    }
    assertThat(count).isGreaterThan(3);
  }

  private static String section(String page, String heading) {
    Matcher found =
        Pattern.compile("(?ms)^## " + heading + "$(.*?)(?=^## |\\z)")
            .matcher(Repository.read(page));
    assertThat(found.find()).as("%s has a section %s", page, heading).isTrue();
    return found.group(1);
  }

  @Test
  void codesThatAreMentionedAreExplained() {
    List<String> explained =
        Repository.page("docs/errors.md").anchors().stream().map(String::toUpperCase).toList();
    for (Markdown page : Repository.pages()) {
      Matcher code = CODE.matcher(page.text());
      while (code.find()) {
        assertThat(explained).as(page.path()).contains(code.group());
      }
    }
  }

  @Test
  void decisionsAreNumberedAndSayWhy() {
    List<Path> decisions = Repository.files("docs/adr");
    assertThat(decisions).isNotEmpty();
    for (int i = 0; i < decisions.size(); i++) {
      Markdown page = Repository.page(Repository.name(decisions.get(i)));
      assertThat(decisions.get(i).getFileName().toString())
          .startsWith(String.format("%04d-", i + 1));
      assertThat(page.text()).startsWith(String.format("# %04d: ", i + 1));
      assertThat(page.anchors()).contains("context", "decision", "consequences");
    }
  }

  @Test
  void everyModuleIsOnTheMap() {
    String map = Repository.read("CONTRIBUTING.md");
    TreeSet<String> modules = new TreeSet<>();
    for (Path file : Repository.files("")) {
      String name = Repository.name(file);
      if (name.endsWith("/pom.xml") && Repository.read(name).contains("<packaging>pom<")) {
        continue;
      }
      if (name.endsWith("/pom.xml")) {
        modules.add(name.replace("/pom.xml", ""));
      }
    }
    assertThat(modules).hasSizeGreaterThan(5);
    assertThat(modules).allSatisfy(module -> assertThat(map).contains("`" + module + "`"));
  }
}
