package dev.skald.benchmarks;

import dev.skald.benchmarks.Subject.Journaled;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A station in this process. */
final class EngineStation implements Station {

  /** Few, for the collector moves what is kept, and a run may have half a megabyte. */
  private static final int ENDED_KEPT = 100;

  /** Of each station, of the thousand that orders have numbers for. */
  private static final long WINDOWS = 100;

  private final Spec spec;
  private final Subject subject;
  private final Supplier<long[]> effects;
  private final ClosedLoop loop;
  private final Journaled before;
  private FutureTask<Took> window = new FutureTask<>(this::window);

  private EngineStation(Spec spec, Subject subject, Supplier<long[]> effects) {
    this.spec = spec;
    this.subject = subject;
    this.effects = effects;
    Callers threads = Callers.VIRTUAL.exist() ? Callers.VIRTUAL : Callers.PLATFORM;
    long first = spec.number() * WINDOWS;
    loop = new ClosedLoop(subject, Course.HAPPY, spec.callers(), threads, first);
    before = subject.journaled().orElseThrow();
  }

  static EngineStation open(Spec spec) throws InterruptedException {
    JournalProvider journal =
        switch (spec.store()) {
          case MEMORY -> MemoryJournal.keepingEnded(ENDED_KEPT);
          case SQLITE -> SqliteJournal.at(Path.of(spec.address()));
          case POSTGRES -> Database.at(spec.address());
        };
    return open(spec, journal);
  }

  /**
   * Opens one.
   *
   * @param journal what is at the address
   */
  static EngineStation open(Spec spec, JournalProvider journal) throws InterruptedException {
    Optional<Shape> shape = spec.curve().shape(spec.x());
    return shape.isPresent() ? shaped(spec, journal, shape.get()) : orders(spec, journal);
  }

  private static EngineStation shaped(Spec spec, JournalProvider journal, Shape shape) {
    return new EngineStation(spec, new ShapedSubject(journal, shape), shape::counts);
  }

  private static EngineStation orders(Spec spec, JournalProvider journal)
      throws InterruptedException {
    Services services = new Services();
    SkaldSubject subject = new SkaldSubject(journal, services, spec.curve().stations(spec.x()));
    if (spec.curve() == Curve.WAITING) {
      new Waiters(subject.engine()).start(spec.x(), number -> {});
    }
    Subject asked = spec.curve() == Curve.NODES ? new OwnerSubject(subject) : subject;
    return new EngineStation(spec, asked, services::counts);
  }

  @Override
  public void begin() {
    window = new FutureTask<>(this::window);
    new Thread(window, "station-" + spec.number()).start();
  }

  private Took window() throws Exception {
    // What the last one left behind is not this one's to clear away.
    System.gc();
    Meters.Reading start = Meters.read();
    long warmUp = loop.run(spec.warmUpSeconds()).sagas();
    Window window = loop.run(spec.seconds());
    Meters.Reading used = window.used();
    return new Took(
        warmUp + window.sagas(),
        window.sagas(),
        used.seconds(),
        used.cpuSeconds(),
        Meters.read().since(start).cpuSeconds());
  }

  @Override
  public Took end() throws Exception {
    try {
      return window.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public Done done() {
    return new Done(effects.get(), subject.journaled().orElseThrow().since(before));
  }

  @Override
  public void close() {
    subject.close();
  }
}
