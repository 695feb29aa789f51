package dev.skald.processor.fuzz;

import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles many packages at once, runs their sagas side by side, and compares. */
final class Performance {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicLong RUNS = new AtomicLong();

  private record Started(Production production, String key, Script script, SagaHandle<?> handle) {}

  private final List<Production> productions;
  private final Tally tally;
  private final Map<Production, String> problems = new LinkedHashMap<>();

  private Performance(List<Production> productions, Tally tally) {
    this.productions = productions;
    this.tally = tally;
  }

  /**
   * Compiles, runs, and compares.
   *
   * @return what is wrong, by package; packages that are right are left out
   */
  static Map<Production, String> of(List<Production> productions, int runs, Tally tally) {
    Performance performance = new Performance(productions, tally);
    InMemory.Result compiled = performance.compile();
    if (performance.problems.isEmpty()) {
      performance.run(compiled.loader(), runs);
    }
    return performance.problems;
  }

  private InMemory.Result compile() {
    Map<String, String> sources = new LinkedHashMap<>();
    Map<String, Production> owners = new HashMap<>();
    for (Production production : productions) {
      production
          .sources()
          .forEach(
              (name, text) -> {
                sources.put(name, text);
                owners.put("/" + name.replace('.', '/') + ".java", production);
              });
      for (Sketch saga : production.sagas()) {
        String path = saga.qualified(saga.orchestrator()).replace('.', '/');
        owners.put("/" + path + ".java", production);
      }
    }
    InMemory.Result result = InMemory.compile(ToolProvider.getSystemJavaCompiler(), sources);
    for (InMemory.Said said : result.said()) {
      if (owners.containsKey(said.file())) {
        problems.merge(owners.get(said.file()), said.toString(), Performance::both);
      }
    }
    if (problems.isEmpty()) {
      result.said().forEach(said -> problems.put(productions.get(0), said.toString()));
    }
    return result;
  }

  /** Not more than a person reads. */
  private static String both(String a, String b) {
    return a.length() > 3_000 ? a : a + "\n" + b;
  }

  private void run(ClassLoader loader, int runs) {
    Map<Home, List<Production>> homes =
        productions.stream().collect(Collectors.groupingBy(Performance::home));
    homes.forEach(
        (home, some) -> {
          switch (home) {
            case MEMORY -> inMemory(Skald.on(new MemoryJournal()), some, loader, runs);
            case CALLERS ->
                inMemory(Skald.on(new MemoryJournal()).callersWork(), some, loader, runs);
            case DATABASE -> inDatabase(some, loader, runs);
          }
        });
  }

  /** What kind of engine sagas are run by; a seed has always the same. */
  private enum Home {
    MEMORY,
    CALLERS,
    DATABASE
  }

  private static Home home(Production production) {
    if (production.sagas().stream().anyMatch(Sketch::transactional)) {
      return Home.DATABASE;
    }
    return production.seed() % 2 == 0 ? Home.CALLERS : Home.MEMORY;
  }

  private void inMemory(
      Skald.Builder builder, List<Production> some, ClassLoader loader, int runs) {
    try (SagaEngine engine = builder.open()) {
      play(some, engine, Ledger.NONE, loader, runs);
    }
  }

  /** A step shares a transaction only with a journal that has one. */
  private void inDatabase(List<Production> some, ClassLoader loader, int runs) {
    try {
      Path folder = Files.createTempDirectory("skald-made-up");
      Path database = folder.resolve("journal.db");
      try (SagaEngine engine = Skald.on(SqliteJournal.at(database)).open()) {
        play(some, engine, Ledger.in(database), loader, runs);
      }
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void play(
      List<Production> some, SagaEngine engine, Ledger ledger, ClassLoader loader, int runs) {
    List<Started> started = new ArrayList<>();
    some.forEach(production -> start(production, engine, loader, runs, started));
    for (Started run : started) {
      if (!problems.containsKey(run.production())) {
        check(run, engine, ledger);
      }
    }
  }

  private void start(
      Production production, SagaEngine engine, ClassLoader loader, int runs, List<Started> all) {
    Sketch main = production.main();
    tally.saga(main);
    try {
      Map<String, Stage.Driver> drivers = new HashMap<>();
      for (Sketch saga : production.sagas()) {
        Class<?> type = loader.loadClass(saga.qualified(saga.driver()));
        Stage.Driver driver = (Stage.Driver) type.getConstructor().newInstance();
        driver.open(engine, drivers);
        drivers.put(saga.saga, driver);
      }
      Stage.Driver driver = drivers.get(main.saga);
      for (int i = 0; i < runs; i++) {
        String key = "run" + RUNS.incrementAndGet();
        Script script = production.script();
        children(production, script, key);
        Stage.register(key, main.saga, script);
        SagaHandle<?> handle = driver.start(key);
        driver.bring(key);
        if (driver.view(key).isEmpty()) {
          throw new IllegalStateException("a run that was started cannot be found");
        }
        all.add(new Started(production, key, script, handle));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      problems.put(production, "could not be started: " + trace(e));
    }
  }

  private static String trace(Throwable e) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = e; at != null; at = at.getCause()) {
      text.append(at).append(" at ").append(at.getStackTrace()[0]).append("\n");
    }
    return text.toString();
  }

  /** One thing at most fails for good, so a child does only where nothing else does. */
  private static void children(Production production, Script script, String key) {
    Sketch main = production.main();
    for (SketchStep step : main.steps) {
      if (step.child.isPresent()) {
        Sketch child = step.child.get();
        boolean may = Reference.completes(main, script);
        Script own = may ? production.script(child) : new Script();
        if (!Reference.completes(child, own)) {
          script.faults.put("child " + step.name, Script.NONE);
        }
        Stage.registerChild(key, child.saga, own);
      }
    }
  }

  private void check(Started run, SagaEngine engine, Ledger ledger) {
    Stage.Play play = Stage.play(run.key());
    List<String> wrong = new ArrayList<>();
    SagaOutcome<?> outcome = null;
    try {
      outcome = run.handle().await(PATIENCE);
    } catch (RuntimeException e) {
      wrong.add(trace(e));
    }
    List<Stage.Event> events = play.events();
    Sketch main = run.production().main();
    if (outcome != null) {
      wrong.addAll(
          Reference.check(main, run.script(), events, ledger.rows(run.key()), outcome, false));
      RunView view = engine.find(main.saga, run.key()).orElseThrow();
      if (outcome instanceof SagaOutcome.Completed) {
        wrong.addAll(states(main, run.script(), view));
      }
      boolean turnedBack = outcome instanceof SagaOutcome.Compensated;
      wrong.addAll(ofChildren(main, events, engine, ledger, turnedBack));
      tally.run(main, events, outcome);
    }
    if (!wrong.isEmpty()) {
      String all = String.join("\n", wrong);
      String view = engine.find(main.saga, run.key()).map(RunView::toString).orElse("");
      problems.put(
          run.production(),
          "%s%nscript: %s%nend: %s%nview: %s%nevents:%n%s"
              .formatted(all, describe(run.script()), outcome, view, lines(events)));
    }
    Stage.forget(run.key());
  }

  private static String lines(List<Stage.Event> events) {
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append("  ").append(event).append("\n"));
    return text.toString();
  }

  private static String describe(Script script) {
    return "variants %s, size %s, faults %s, undos %s"
        .formatted(script.variants, script.size, script.faults, script.undoFaults);
  }

  private static List<String> states(Sketch saga, Script script, RunView view) {
    List<String> wrong = new ArrayList<>();
    for (SketchStep step : saga.steps) {
      StepState expected =
          Reference.taken(saga, script).get(step.index) ? StepState.SUCCEEDED : StepState.NOT_TAKEN;
      Optional<StepView<?>> seen = view.step(step.name);
      if (seen.isEmpty() || seen.get().state() != expected) {
        wrong.add("the view shows %s, expected %s".formatted(seen, expected));
      }
    }
    return wrong;
  }

  private List<String> ofChildren(
      Sketch main, List<Stage.Event> events, SagaEngine engine, Ledger ledger, boolean turnedBack) {
    List<String> wrong = new ArrayList<>();
    for (SketchStep step : main.steps) {
      Optional<String> key =
          events.stream()
              .filter(e -> e.what() == Stage.What.RETURNED && e.unit().equals(step.name))
              .map(Stage.Event::value)
              .findFirst();
      if (step.child.isPresent() && key.isPresent()) {
        Sketch child = step.child.get();
        Stage.Play play = Stage.play(key.get());
        RunView view = engine.find(child.saga, key.get()).orElseThrow();
        SagaOutcome<?> outcome =
            switch (view.state()) {
              case COMPLETED -> new SagaOutcome.Completed<>(Reference.resultOf(play.events()));
              case COMPENSATED -> new SagaOutcome.Compensated<>(view.cause().orElseThrow());
              default -> new SagaOutcome.Stuck<>(view.cause().orElseThrow(), List.of());
            };
        wrong.addAll(
            Reference.check(
                child, play.script, play.events(), ledger.rows(key.get()), outcome, turnedBack));
        tally.run(child, play.events(), outcome);
        Stage.forget(key.get());
      }
    }
    return wrong;
  }
}
