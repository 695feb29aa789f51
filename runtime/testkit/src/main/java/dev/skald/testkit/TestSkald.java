package dev.skald.testkit;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * An engine for one test: its journal in memory, its time virtual. A retry after two hours and a
 * deadline of thirty days take milliseconds, and one thing happens at a time, in the same order in
 * each repetition.
 *
 * <p>As an extension of JUnit (5 or 6) it is closed after each test, and a test that fails shows
 * its runs as trees:
 *
 * <pre>{@code
 * @RegisterExtension final TestSkald skald = TestSkald.create();
 * }</pre>
 *
 * <p>With {@link SkaldExtension} it is a parameter of the test instead. Without JUnit it is used in
 * a {@code try} statement.
 *
 * <p><b>When time passes.</b> Nothing happens in the background: the world goes on while somebody
 * waits, be it in {@link SagaHandle#await}, {@link #settle} or {@link #advance}. With {@link
 * #create} a wait lets time jump to whatever comes next, as soon as nothing can be done at the
 * present moment, and not beyond the end of the wait. With {@link #timeByHand} only {@link
 * #advance} moves time.
 *
 * <p>Methods may be called by any thread; steps must not call {@link #settle} and {@link #advance}.
 */
public final class TestSkald
    implements AutoCloseable, AfterEachCallback, TestExecutionExceptionHandler {

  /** When each test begins. */
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final boolean timeMovesByItself;
  private final CheckedCodec codec = new CheckedCodec();
  private final WatchedJournal journal;
  private final VirtualWorld.Ids ids = new VirtualWorld.Ids();
  private final Calls calls = new Calls();
  private final Interception interception;
  private VirtualWorld world;
  private @Nullable WatchedEngine engine;
  private boolean closed;

  TestSkald(boolean timeMovesByItself, JournalProvider journal, Interception interception) {
    this.timeMovesByItself = timeMovesByItself;
    this.journal = new WatchedJournal(journal);
    this.interception = interception;
    this.world = newWorld(BEGIN.toEpochMilli());
  }

  private VirtualWorld newWorld(long now) {
    VirtualWorld next = new VirtualWorld(now, ids, timeMovesByItself);
    next.looksWhen(journal::wakesAt);
    return next;
  }

  /**
   * Makes an engine in memory, in which time passes while somebody waits.
   *
   * @return a new one, which JUnit or the caller closes
   */
  public static TestSkald create() {
    return new TestSkald(true, new MemoryJournal(), Interception.NONE);
  }

  /**
   * Makes an engine in memory, in which time passes when {@link #advance} says so.
   *
   * @return a new one, which JUnit or the caller closes
   */
  public static TestSkald timeByHand() {
    return new TestSkald(false, new MemoryJournal(), Interception.NONE);
  }

  /**
   * Makes an engine on a journal, in which time passes while somebody waits: for sagas with
   * transactional steps, which the journal in memory does not take.
   *
   * @param journal the journal, such as a {@code SqliteJournal} in a temporary directory
   * @return a new one, which JUnit or the caller closes
   */
  public static TestSkald on(JournalProvider journal) {
    return new TestSkald(true, journal, Interception.NONE);
  }

  /**
   * Lets inputs and results be journaled by a codec that the application configures itself, instead
   * of the one on the class path.
   *
   * @param own the application's codec
   * @return this
   * @throws IllegalStateException if the engine is open
   */
  public synchronized TestSkald codec(PayloadCodec own) {
    if (engine != null) {
      throw new IllegalStateException("The engine is open; choose its codec before it is used");
    }
    codec.use(own);
    return this;
  }

  /**
   * The engine, to make orchestrators with. Opened by the first call.
   *
   * @return the engine; another one after {@link #crash}
   * @throws IllegalStateException if this was closed, or if there is no codec: none was {@linkplain
   *     #codec chosen}, and none is on the class path
   */
  public synchronized SagaEngine engine() {
    return watchedEngine();
  }

  synchronized WatchedEngine watchedEngine() {
    if (closed) {
      throw new IllegalStateException("This test's engine is closed; make a new TestSkald");
    }
    if (engine == null) {
      VirtualWorld mine = world;
      journal.killedBy(mine::kill);
      SagaEngine behind =
          Skald.on(journal).codec(codec.ready()).environment(mine).grace(Duration.ZERO).open();
      engine = new WatchedEngine(behind, new WatchedPlans(calls, interception));
    }
    return engine;
  }

  /**
   * The present moment of this test.
   *
   * @return virtual time
   */
  public Instant now() {
    return Instant.ofEpochMilli(world.now());
  }

  /**
   * A clock for services that need one.
   *
   * @return a clock of this test's time, in UTC
   */
  public Clock clock() {
    return new VirtualClock(this::now);
  }

  /** Does all that can be done without time passing. */
  public void settle() {
    world.settle();
  }

  /**
   * Lets time pass; whatever becomes due on the way happens at its time.
   *
   * @param time how long, not negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("Time does not go back, got " + time);
    }
    world.advance(time.toMillis());
  }

  /**
   * Waits, in virtual time. In a step or a service it is for that call alone, and may be
   * interrupted by the step's timeout; elsewhere it is {@link #advance}.
   *
   * @param time how long
   * @throws InterruptedException if the step's timeout came first
   */
  public void sleep(Duration time) throws InterruptedException {
    world.sleep(time.toMillis());
  }

  /**
   * Ends the engine as {@code kill -9} would: calls under way end nowhere, and nothing more is
   * written. The journal stays; {@link #engine} opens a new engine on it, for which orchestrators
   * have to be made anew.
   */
  public synchronized void crash() {
    world.bury();
    world = newWorld(world.now());
    engine = null;
  }

  /**
   * Makes a service that does what the test says.
   *
   * @param <T> the service
   * @param service its interface
   * @return a script without a real object
   * @throws IllegalArgumentException if it is no interface
   */
  public <T> Script<T> script(Class<T> service) {
    return new Script<>(service, null, new Host());
  }

  /**
   * Makes a service that does what a real object does, unless the test says otherwise.
   *
   * @param <T> the service
   * @param service its interface
   * @param real the object, a fake in memory as a rule
   * @return a script around it
   * @throws IllegalArgumentException if it is no interface
   */
  public <T> Script<T> script(Class<T> service, T real) {
    return new Script<>(service, real, new Host());
  }

  /**
   * Begins to say what must be true of a run. What can be done without time passing is done first.
   *
   * @param run the run
   * @return assertions, each about the run as it is then
   */
  public RunAssert assertThat(SagaHandle<?> run) {
    return assertThat(run.saga(), run.key());
  }

  /**
   * Begins to say what must be true of a run. What can be done without time passing is done first.
   *
   * @param saga the saga's name
   * @param key the run's business key
   * @return assertions, each about the run as it is then
   */
  public RunAssert assertThat(String saga, String key) {
    settle();
    return new RunAssert(() -> view(saga, key), () -> calls.of(saga, key));
  }

  RunView view(String saga, String key) {
    return engine()
        .find(saga, key)
        .orElseThrow(() -> new AssertionError("There is no run " + saga + " " + key));
  }

  /**
   * Draws a run as a tree: states, calls, results, in which sensitive components are dots.
   *
   * @param run the run
   * @return some lines of text
   */
  public String tree(SagaHandle<?> run) {
    return assertThat(run).toString();
  }

  /**
   * Requires that each value which was journaled so far came back as it was: inputs, results,
   * events, what they hold and of which variant they are. A class without {@code equals} is
   * compared by its fields.
   *
   * @return the types that were journaled, for tests that want to be sure of one
   * @throws AssertionError if something was lost; names the type and the component, not the value
   */
  public List<String> assertJournaledTypesSurvive() {
    Map<String, Optional<String>> seen = codec.seen();
    List<String> lost = new ArrayList<>();
    seen.forEach((type, what) -> what.ifPresent(text -> lost.add(type + ": " + text)));
    if (!lost.isEmpty()) {
      throw new AssertionError(
          "What is journaled must come back as it was, or a run goes on differently after a crash:\n  "
              + String.join("\n  ", lost));
    }
    return List.copyOf(seen.keySet());
  }

  /**
   * The journal of a run, to keep it beside the tests and try later code with it.
   *
   * @param run the run
   * @return its journal as it is now
   */
  public RecordedJournal journalOf(SagaHandle<?> run) {
    settle();
    engine();
    RunHeader header =
        journal
            .store()
            .find(run.saga(), run.key())
            .orElseThrow(() -> new AssertionError("There is no run " + run));
    return new RecordedJournal(header, journal.records(header));
  }

  Calls calls() {
    return calls;
  }

  WatchedJournal journal() {
    return journal;
  }

  VirtualWorld world() {
    return world;
  }

  /** All runs as trees, the first started first. */
  private List<String> trees() {
    List<String> trees = new ArrayList<>();
    WatchedEngine open = engine;
    if (open == null || closed || world.isDead()) {
      return trees;
    }
    RunPage page = open.runs(RunQuery.all());
    for (RunPage.Item item : page.runs()) {
      RunView run = view(item.saga(), item.key());
      trees.add(0, new RunTree(run, calls.of(item.saga(), item.key())).draw());
    }
    return trees;
  }

  /** A test that fails shows its runs. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    try {
      List<String> trees = trees();
      if (!trees.isEmpty()) {
        failure.addSuppressed(new RunsOfFailedTest(trees));
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  /** Not thrown: it carries the trees into the report of a test that failed. */
  private static final class RunsOfFailedTest extends Exception {
    private static final long serialVersionUID = 1L;

    RunsOfFailedTest(List<String> trees) {
      super(
          "the runs of this test when it failed\n\n" + String.join("\n\n", trees) + "\n",
          null,
          false,
          false);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** Closes the engine and ends all its threads. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    WatchedEngine open = engine;
    if (open != null && !world.isDead()) {
      open.close();
    }
    world.bury();
  }

  private final class Host implements Script.ScriptHost {

    @Override
    public @Nullable StepCall current() {
      return calls.current();
    }

    @Override
    public void sleep(long millis) throws InterruptedException {
      world.sleep(millis);
    }

    @Override
    public void hang() throws InterruptedException {
      requireStep();
      world.await(new CompletableFuture<>(), Long.MAX_VALUE);
    }

    private void requireStep() {
      if (!world.isInTask()) {
        throw new IllegalStateException(
            "Only a step can hang, which its timeout ends; this was called by the test itself");
      }
    }
  }
}
