package dev.skald.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A saga that branches and joins at random, mostly right. */
final class RandomSaga {

  private static final int DEEPEST = 3;

  private final Random random;
  private final StringBuilder types = new StringBuilder();
  private final StringBuilder methods = new StringBuilder();

  /** What may be taken as an {@code Optional}. */
  private final List<String> seen = new ArrayList<>();

  private int count;

  RandomSaga(Random random) {
    this.random = random;
  }

  String text() {
    chain("Cart", type("End"), 0);
    if (random.nextBoolean()) {
      step("Cart cart", type("Last"), random.nextBoolean());
    }
    String head = "@Saga @Timeout(\"3s\") @SuppressWarnings(\"skald\") class Credit {\n";
    return head + types + methods + "}\n";
  }

  /** Steps that lead from one type to another. */
  private void chain(String from, String to, int depth) {
    String last = from;
    for (int i = random.nextInt(2); i > 0; i--) {
      last = step(last + " taken", type("R"), true);
    }
    if (depth < DEEPEST && random.nextInt(depth + 2) < 2) {
      last = branch(last, depth);
    }
    if (last.isEmpty()) {
      return;
    }
    step(last + " taken", to, random.nextInt(4) > 0);
  }

  /** A decision and a chain for each variant that does not end; gives what they join in, if so. */
  private String branch(String from, int depth) {
    int number = count++;
    String decision = "D" + number;
    List<String> leaves = List.of("A" + number, "B" + number, "C" + number);
    types.append("sealed interface %s permits A%d, N%d {}\n".formatted(decision, number, number));
    types.append(
        "sealed interface N%d extends %s permits B%d, C%d {}\n"
            .formatted(number, decision, number, number));
    types.append("record A%d() implements %s {}\n".formatted(number, decision));
    types.append(
        "record B%d() implements N%d {} record C%d() implements N%d {}\n"
            .formatted(number, number, number, number));
    boolean nested = random.nextBoolean();
    List<String> variants = nested ? leaves : List.of("A" + number, "N" + number);
    List<String> going = variants.stream().filter(v -> random.nextInt(4) > 0).toList();
    List<String> ends = variants.stream().filter(v -> !going.contains(v)).toList();
    String mark = ends.isEmpty() ? "" : ", ends = {" + String.join(".class, ", ends) + ".class}";
    methods.append(
        "@Step(readOnly = true%s) %s d%d(%s taken) { return null; }\n"
            .formatted(mark, decision, number, from));
    seen.addAll(leaves);
    boolean joins = random.nextInt(3) > 0;
    String join = type("J");
    going.forEach(variant -> chain(variant, joins ? join : type("E"), depth + 1));
    return going.isEmpty() ? decision : joins ? join : "";
  }

  private String type(String prefix) {
    String name = prefix + count++;
    types.append("record %s() {}\n".formatted(name));
    return name;
  }

  private String step(String parameter, String result, boolean undoable) {
    String name = "s" + count++;
    String more =
        !seen.isEmpty() && random.nextInt(parameter.startsWith("Cart cart") ? 2 : 30) == 0
            ? ", Optional<" + seen.get(random.nextInt(seen.size())) + "> maybe"
            : "";
    String body = "%s %s(%s%s) { return null; }\n".formatted(result, name, parameter, more);
    boolean reads = random.nextInt(3) == 0;
    if (reads || !undoable) {
      boolean pivot = !reads && random.nextInt(3) > 0;
      methods
          .append(reads ? "@Step(readOnly = true) " : pivot ? "@Step @Pivot " : "@Step ")
          .append(body);
    } else {
      methods.append("@Step @Parallel ").append(body);
      methods.append(
          "@Compensate(\"%s\") void undo%s() {}\n".formatted(name, name.toUpperCase(Locale.ROOT)));
    }
    seen.add(result);
    return result;
  }
}
