package dev.skald.processor.fuzz;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sagas of a size that nobody writes by hand. */
final class LargeSagas {

  private static final String HEAD =
      """
      package large;
      import dev.skald.*;
      import java.util.List;

      @Saga
      @Timeout("30s")
      class Large {
        record In(int n) {}
      """;

  private LargeSagas() {}

  /** Steps one after the other, each with an undo; the last one declines if it is asked to. */
  static String chain(int steps) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(
        "static class Declined extends Exception { private static final long serialVersionUID = 1; }\n");
    for (int i = 0; i < steps; i++) {
      String taken = i == 0 ? "In in" : "R" + (i - 1) + " r";
      String n = i == 0 ? "in.n()" : "r.n()";
      text.append(record(i));
      if (i == steps - 1) {
        text.append(
            "  @Step R%d s%d(%s) throws Declined { if (r.n() < 0) { throw new Declined(); } return new R%d(r.n() + 1); }\n"
                .formatted(i, i, taken, i));
      } else {
        text.append(
            "  @Step R%d s%d(%s) { return new R%d(%s + 1); }\n".formatted(i, i, taken, i, n));
        text.append(
            "  @Compensate(\"s%d\") void u%d(R%d r) { UNDONE.incrementAndGet(); }\n"
                .formatted(i, i, i));
      }
    }
    text.append(
        "  static final java.util.concurrent.atomic.AtomicInteger UNDONE = new java.util.concurrent.atomic.AtomicInteger();\n");
    return text.append("}\n").toString();
  }

  /** Layers of parallel steps, each of which takes all that the layer before gave. */
  static String layers(int... widths) {
    StringBuilder text = new StringBuilder(HEAD);
    int before = 0;
    int first = 0;
    for (int layer = 0; layer < widths.length; layer++) {
      boolean start = layer == 0;
      String taken = start ? "In in" : each(before, first, k -> "R" + k + " r" + k, ", ");
      String sum = start ? "in.n()" : each(before, first, k -> "r" + k + ".n()", " | ");
      for (int step = first; step < first + widths[layer]; step++) {
        text.append(record(step));
        text.append(
            "  @Step @Parallel R%1$d s%1$d(%2$s) { return new R%1$d(%3$s); }\n"
                .formatted(step, taken, sum));
        text.append("  @Compensate(\"s%1$d\") void u%1$d(R%1$d r) {}\n".formatted(step));
      }
      before = first;
      first += widths[layer];
    }
    String last = each(before, first, k -> "R" + k + " r" + k, ", ");
    return text.append("  @Returns int sum(%s) { return r%d.n(); }\n}\n".formatted(last, before))
        .toString();
  }

  private static String each(int from, int to, IntFunction<String> text, String between) {
    return IntStream.range(from, to).mapToObj(text).collect(Collectors.joining(between));
  }

  private static String record(int number) {
    return "  record R%d(int n) {}\n".formatted(number);
  }

  /** Makes the saga known and runs it. */
  static String driver() {
    return """
        package large;
        public class Driver implements java.util.function.BiFunction<dev.skald.runtime.SagaEngine, Integer, dev.skald.runtime.SagaHandle<?>> {
          private LargeOrchestrator orchestrator;
          @Override
          public dev.skald.runtime.SagaHandle<?> apply(dev.skald.runtime.SagaEngine engine, Integer n) {
            orchestrator = orchestrator == null ? new LargeOrchestrator(engine, new Large()) : orchestrator;
            return orchestrator.start("run" + n, new Large.In(n));
          }
        }
        """;
  }
}
