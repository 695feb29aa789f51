package dev.skald.processor.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One module of many sagas of an ordinary size, which share a package and a type: rows of steps,
 * branches, lists, events, sagas that start others, and locks, in turn. Whatever is started with a
 * number ends with its double.
 */
final class SagaModule {

  /** What stands between the braces of saga {@code %1$d}; {@code %2$d} is one that it may start. */
  private static final List<String> SHAPES =
      List.of(
          """
            record A(int n) {}
            record B(int n) {}
            @Step A a(Amount amount) { return new A(amount.n()); }
            @Compensate("a") void undoA(A a) {}
            @Step B b(A a) { return new B(2 * a.n()); }
            @Compensate("b") void undoB(Outcome<B> b) {}
            @Returns int sum(B b) { return b.n(); }
          """,
          """
            sealed interface Way permits Near, Far {}
            record Near(int n) implements Way {}
            record Far(int n) implements Way {}
            record Sent(int n) {}
            @Step(readOnly = true) Way decide(Amount amount) {
              return amount.n() < 10 ? new Near(amount.n()) : new Far(amount.n());
            }
            @Step @Irreversible("letters stay sent") Sent post(Near near) { return new Sent(2 * near.n()); }
            @Step @Irreversible("letters stay sent") Sent ship(Far far) { return new Sent(2 * far.n()); }
            @Returns int sum(Sent sent) { return sent.n(); }
          """,
          """
            record Half(int n) {}
            record Done(int n) {}
            @Step(readOnly = true) List<Half> halves(Amount amount) {
              return List.of(new Half(amount.n()), new Half(amount.n()));
            }
            @Step Done each(@Each(concurrency = 2) Half half, StepContext step) { return new Done(half.n()); }
            @Compensate("each") void undo(Done done) {}
            @Returns int sum(List<Done> done) { return done.stream().mapToInt(Done::n).sum(); }
          """,
          """
            record Nod(int n) {}
            record Noted(int n) {}
            @Step @Irreversible("said is said") Noted note(Amount amount, @Signal(timeout = "1d") Nod nod) {
              return new Noted(amount.n() + nod.n());
            }
            @Returns int sum(Noted noted) { return noted.n(); }
          """,
          """
            private final Saga%2$dOrchestrator others;
            Saga%1$d(Saga%2$dOrchestrator others) { this.others = others; }
            @Step @Child(Saga%2$d.class) SagaHandle<Integer> other(Amount amount, StepContext step) {
              return others.start(step.key() + "-child", amount);
            }
            @Returns int sum(int other) { return other; }
          """,
          """
            record A(int n) {}
            record B(int n) {}
            @Step @Parallel @Retry(maxAttempts = 3, delay = "1s") A a(@Exclusive("n") Amount amount) {
              return new A(amount.n());
            }
            @Compensate("a") void undoA(A a) {}
            @Step @Parallel B b(Amount amount) { return new B(amount.n()); }
            @Compensate("b") void undoB(B b) {}
            @Step @Pivot @Timeout("2s") void done(A a, B b) {}
            @Returns int sum(A a, B b) { return a.n() + b.n(); }
          """);

  private static final int EVENTS = 3;
  private static final int CHILDREN = 4;

  private SagaModule() {}

  /** The sources, by name of the type; one shape after the other. */
  static Map<String, String> sources(int sagas) {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("house.Amount", "package house;\npublic record Amount(int n) {}\n");
    for (int saga = 0; saga < sagas; saga++) {
      sources.put("house.Saga" + saga, saga(saga));
    }
    return sources;
  }

  private static String saga(int number) {
    String head =
        """
        package house;
        import dev.skald.*;
        import dev.skald.runtime.SagaHandle;
        import java.util.List;

        @Saga(deadline = "30d")
        @Timeout("30s")
        class Saga%1$d {
        """;
    return (head + SHAPES.get(shape(number)) + "}\n").formatted(number, child(number));
  }

  private static int shape(int number) {
    return number % SHAPES.size();
  }

  /** The saga of the first shape that is next above. */
  private static int child(int number) {
    return number - shape(number);
  }

  /** The source of a class that makes a saga known to an engine, and starts it. */
  static String driver(int number) {
    String engine = "dev.skald.runtime.SagaEngine";
    String handle = "dev.skald.runtime.SagaHandle<?>";
    String other =
        shape(number) == CHILDREN
            ? "new Saga%1$dOrchestrator(engine, new Saga%1$d())".formatted(child(number))
            : "";
    String event =
        shape(number) == EVENTS
            ? "orchestrator.nod(\"run%d\", \"event\", new Saga%d.Nod(n));".formatted(number, number)
            : "";
    return """
        package house;
        public class Driver%1$d implements java.util.function.BiFunction<%2$s, Integer, %3$s> {
          @Override
          public %3$s apply(%2$s engine, Integer n) {
            Saga%1$dOrchestrator orchestrator = new Saga%1$dOrchestrator(engine, new Saga%1$d(%4$s));
            %3$s run = orchestrator.start("run%1$d", new Amount(n));
            %5$s
            return run;
          }
        }
        """
        .formatted(number, engine, handle, other, event);
  }

  /** How many sagas have all shapes. */
  static int shapes() {
    return SHAPES.size();
  }
}
