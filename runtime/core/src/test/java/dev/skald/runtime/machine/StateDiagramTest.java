package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture in the documentation is what the code does: it is drawn from random walks. */
class StateDiagramTest {

  private static final int WALKS = 20_000;
  private static final int PIPELINED_WALKS = 4_000;
  private static final String FILE = "docs/semantics-states.md";

  @Test
  void the_documented_states_are_those_of_the_code() throws IOException {
    Exercised exercised = new Exercised();
    SplittableRandom random = new SplittableRandom(1);
    for (int walk = 0; walk < WALKS; walk++) {
      Exploration.walk(Shapes.small(random), random, exercised);
    }
    for (int walk = 0; walk < PIPELINED_WALKS; walk++) {
      Exploration.walk(Shapes.pipelined(Shapes.small(random), random), random, exercised);
    }
    String drawn = document(exercised);
    Path file = root().resolve(FILE);
    if (Boolean.getBoolean("skald.golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, drawn);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s; if the change is meant, write it with: mvn -q -pl runtime/core -am test"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=StateDiagramTest"
                + " -Dskald.golden.update=true",
            file)
        .isEqualTo(drawn);
  }

  /** Tests start in their module; the documentation lies at the top of the house. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, path -> path != null, Path::getParent)
        .filter(path -> Files.exists(path.resolve("runtime/core/pom.xml")))
        .findFirst()
        .orElse(here);
  }

  private static String document(Exercised exercised) {
    return """
        # The states of a run and of a step

        Drawn by `StateDiagramTest` from %,d random walks through the machine; do not edit it by hand. The words on
        the arrows are the events that lead from one state to the next, as the journal has them. What the states
        mean is said in the Javadoc of `RunState` and of `StepProgress`.

        ## A run

        `QUARANTINED` is missing: the machine never sees a journal that cannot be read.

        ```mermaid
        stateDiagram-v2
        %s%s```

        ## A step

        `IDLE` waits for other steps, `OPEN` counts as called. "of another" means an event of another step.

        ```mermaid
        stateDiagram-v2
          [*] --> IDLE
        %s```
        """
        .formatted(
            WALKS + PIPELINED_WALKS, edges(exercised.runEdges), ends(), edges(exercised.stepEdges));
  }

  private static String edges(Map<String, TreeSet<String>> edges) {
    return edges.entrySet().stream()
        .map(edge -> "  " + edge.getKey() + " : " + String.join(", ", edge.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String ends() {
    return Stream.of(RunState.values())
        .filter(RunState::isEnd)
        .map(end -> "  " + end + " --> [*]\n")
        .collect(Collectors.joining());
  }
}
