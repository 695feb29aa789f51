package dev.skald.kit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Carries dynamic tests out, and says which failed and why. */
final class Tried {

  private final Map<String, String> failures = new LinkedHashMap<>();
  private int tests;

  static Tried all(Stream<? extends DynamicNode> nodes) {
    Tried tried = new Tried();
    nodes.forEach(tried::carryOut);
    return tried;
  }

  private void carryOut(DynamicNode node) {
    if (node instanceof DynamicContainer container) {
      container.getChildren().forEach(this::carryOut);
    } else {
      tests++;
      try {
        ((DynamicTest) node).getExecutable().execute();
      } catch (Throwable e) {
        failures.put(node.getDisplayName(), String.valueOf(e.getMessage()));
      }
    }
  }

  int tests() {
    return tests;
  }

  Map<String, String> failures() {
    return failures;
  }

  List<String> names() {
    return List.copyOf(failures.keySet());
  }
}
