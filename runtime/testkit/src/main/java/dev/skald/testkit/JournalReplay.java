package dev.skald.testkit;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.support.Orchestrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tries recorded journals with the present code: runs that earlier code began must be readable, and
 * go on.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> whatWasBegunGoesOn() {
 *   return JournalReplay.every(
 *           Path.of("src/test/resources/journals"),
 *           MemoryShop::new,
 *           (engine, shop) -> new PlaceOrderOrchestrator(engine, new PlaceOrder(shop, shop, shop)))
 *       .tests();
 * }
 * }</pre>
 *
 * <p>For each file there is one test that the whole journal can be read, and one for each record: a
 * process that ended right after it left the run there, and the present code takes it up. Such a
 * run must come to an end, or wait for something; a plan that does not fit, a value that cannot be
 * read and a step that fails again and again are failures, which name the record and its step. The
 * services are fresh for each, and know nothing of what the recorded run did.
 *
 * @param <W> the services that the saga calls
 */
public final class JournalReplay<W> {

  private final Path directory;
  private final Subject<W, ?> subject;

  private JournalReplay(Path directory, Subject<W, ?> subject) {
    this.directory = directory;
    this.subject = subject;
  }

  /**
   * Begins to describe what is tried.
   *
   * @param directory holds files whose names end in {@code .journal}
   * @param services makes fresh services for each test
   * @param saga makes the orchestrator
   * @param <W> the services
   * @param <O> the saga's orchestrator
   * @return what makes the tests
   */
  public static <W, O extends Orchestrator<?, ?, ?>> JournalReplay<W> every(
      Path directory, Supplier<W> services, BiFunction<SagaEngine, W, O> saga) {
    return new JournalReplay<>(directory, new Subject<>(services, saga));
  }

  /**
   * Says how inputs and results are read; by the codec on the class path by default.
   *
   * @param codec the application's own
   * @return this
   */
  public JournalReplay<W> codec(PayloadCodec codec) {
    subject.codec(codec);
    return this;
  }

  /**
   * Makes the tests.
   *
   * @return a container for each file
   * @throws IllegalStateException if there is no such file
   * @throws IllegalArgumentException if a file holds no journal; names the line
   * @throws UncheckedIOException if the directory cannot be read
   */
  public Stream<DynamicNode> tests() {
    List<DynamicNode> files = new ArrayList<>();
    for (Path file : files()) {
      files.add(testsOf(file, subject));
    }
    return files.stream();
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
      if (files.isEmpty()) {
        throw new IllegalStateException(
            "There is no *.journal in "
                + directory
                + "; record one: skald.journalOf(run).keepAt(file)");
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + directory, e);
    }
  }

  private static <W, O extends Orchestrator<?, ?, ?>> DynamicNode testsOf(
      Path file, Subject<W, O> subject) {
    RecordedJournal journal = RecordedJournal.read(file);
    List<DynamicTest> tests = new ArrayList<>();
    int size = journal.records().size();
    tests.add(
        DynamicTest.dynamicTest(
            "can be read as it is", () -> requireReadable(subject, file, journal)));
    for (int count = 1; count <= size; count++) {
      int records = count;
      String after = name(journal.records().get(count - 1));
      tests.add(
          DynamicTest.dynamicTest(
              "goes on after record " + after, () -> goOn(subject, file, journal, records)));
    }
    return DynamicContainer.dynamicContainer(file.getFileName().toString(), tests);
  }

  private static String name(JournalRecord entry) {
    return entry.seq() + " " + entry.kind() + (entry.step() == null ? "" : " " + entry.step());
  }

  private static <W, O extends Orchestrator<?, ?, ?>> void requireReadable(
      Subject<W, O> subject, Path file, RecordedJournal journal) {
    int size = journal.records().size();
    RunView whole = look(subject, journal, size);
    if (!isUnreadable(whole)) {
      if (whole.state() != journal.run().state() && journal.run().state().isEnd()) {
        throw new AssertionError(
            file + ": the run ended " + journal.run().state() + ", and is now " + whole.state());
      }
      return;
    }
    for (int count = 1; count <= size; count++) {
      RunView part = look(subject, journal, count);
      if (isUnreadable(part)) {
        throw unreadable(file, journal, count, part);
      }
    }
    throw unreadable(file, journal, size, whole);
  }

  private static AssertionError unreadable(
      Path file, RecordedJournal journal, int count, RunView run) {
    return new AssertionError(
        file
            + ": the present code cannot read record "
            + name(journal.records().get(count - 1))
            + ": "
            + run.cause().map(Object::toString).orElse("no cause is known"));
  }

  private static boolean isUnreadable(RunView run) {
    boolean noPlan = run.state() == RunState.PARKED && run.steps().isEmpty();
    return run.steps().isEmpty() || noPlan || run.state() == RunState.QUARANTINED;
  }

  /** Looks without taking the run up: nothing is called. */
  private static <W, O extends Orchestrator<?, ?, ?>> RunView look(
      Subject<W, O> subject, RecordedJournal journal, int count) {
    Subject<W, O> there = subject.on(() -> journal.upTo(count));
    try (TestSkald skald = there.newSkald(Interception.NONE)) {
      subject.saga(skald.engine(), subject.newServices());
      return skald.view(journal.run().saga(), journal.run().key());
    }
  }

  private static <W, O extends Orchestrator<?, ?, ?>> void goOn(
      Subject<W, O> subject, Path file, RecordedJournal journal, int count) {
    RunView before = look(subject, journal, count);
    if (isUnreadable(before)) {
      throw unreadable(file, journal, count, before);
    }
    Subject<W, O> left = subject.on(() -> journal.upTo(count));
    String key = journal.run().key();
    Course<O> course =
        new Course<>(file.toString(), key, (saga, k) -> saga.handle(k).orElseThrow(), List.of());
    try (Trial<W, O> trial = new Trial<>(left, course, List.of())) {
      trial.go();
      String hopeless = trial.injection().hopeless();
      RunState state = trial.state();
      boolean fine = state.isEnd() || state == RunState.WAITING || state == journal.run().state();
      if (hopeless != null || !fine) {
        throw new AssertionError(
            file
                + ": a run that ended with record "
                + name(journal.records().get(count - 1))
                + " does not go on with the present code"
                + (hopeless == null ? "" : ": " + hopeless)
                + "\n\n"
                + trial.tree()
                + "\n");
      }
    }
  }
}
