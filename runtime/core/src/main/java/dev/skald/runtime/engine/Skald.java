package dev.skald.runtime.engine;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import java.time.Duration;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Opens engines.
 *
 * <pre>{@code
 * try (SagaEngine engine = Skald.inMemory()) {
 *   var placeOrder = new PlaceOrderOrchestrator(engine, new PlaceOrder(orders, stock, payments));
 *   placeOrder.start("order-4711", cart).await(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class Skald {

  private Skald() {}

  /**
   * Opens an engine whose journal is in memory: for tests and for trying things out. Its runs end
   * with the process.
   *
   * @return a running engine, which the caller closes
   * @throws IllegalStateException if there is no codec on the class path
   */
  public static SagaEngine inMemory() {
    return on(new MemoryJournal()).open();
  }

  /**
   * Configures an engine.
   *
   * @param journal where its runs are kept
   * @return a builder with defaults
   */
  public static Builder on(JournalProvider journal) {
    return new Builder(journal);
  }

  /** Configures an engine. Used by one thread. */
  public static final class Builder {

    private final JournalProvider journal;
    private @Nullable PayloadCodec codec;
    private int stepThreads = 256;
    private int maxQueuedCommits = 10_000;
    private Duration grace = Duration.ofSeconds(10);
    private boolean callersWork;
    private @Nullable Duration retention;
    private @Nullable Environment environment;

    private Builder(JournalProvider journal) {
      this.journal = journal;
    }

    /**
     * How inputs and results are encoded.
     *
     * @param payloads the codec; by default the one that {@link ServiceLoader} finds
     * @return this
     */
    public Builder codec(PayloadCodec payloads) {
      codec = payloads;
      return this;
    }

    /**
     * How many steps may run at once where the JVM has no virtual threads.
     *
     * @param threads 1 or more; 256 by default
     * @return this
     */
    public Builder stepThreads(int threads) {
      stepThreads = requirePositive(threads, "stepThreads");
      return this;
    }

    /**
     * Lets callers work on the runs that they start: {@code start} calls the steps of its run
     * itself as long as one follows from the other, and returns when the run has come to rest, or
     * waits for anything. That saves handing each run to another thread and back, which in memory
     * costs more than all else. What it means for the caller:
     *
     * <ul>
     *   <li>{@code start} takes as long as its steps do, whatever patience {@code await} has later.
     *   <li>The steps see what belongs to the thread: its transaction, its security context, its
     *       class loader. They must not join such a transaction, for the journal says that they
     *       succeeded even if the caller rolls back.
     *   <li>An interrupt of the caller hits the step that it is in, whose outcome may then be
     *       unknown. The rest is left to the engine, {@code start} returns, and the caller's
     *       interrupt flag is set.
     * </ul>
     *
     * <p>Branches that run side by side, retries, undos after a pause, and what events or other
     * runs bring about run on threads of the engine, as everything does without this. So does what
     * an interrupted caller starts.
     *
     * @return this
     */
    public Builder callersWork() {
      callersWork = true;
      return this;
    }

    /**
     * How many commits may be queued before starts are refused.
     *
     * @param commits 1 or more; 10,000 by default
     * @return this
     */
    public Builder maxQueuedCommits(int commits) {
      maxQueuedCommits = requirePositive(commits, "maxQueuedCommits");
      return this;
    }

    /**
     * How long closing waits for steps under way.
     *
     * @param time not negative; ten seconds by default
     * @return this
     */
    public Builder grace(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("grace is not negative, got " + time);
      }
      grace = time;
      return this;
    }

    /**
     * How long a run stays in the journal when it is over. Later it is removed, with all that was
     * journaled of it, a few at a time; and its key is free, so that a start with it is a new run.
     * Only runs at their end are ever removed.
     *
     * <p>Take more than the longest time in which anybody starts a run again, asks how it ended, or
     * may still turn it back because it is a child. On a journal that nodes share, set it on all of
     * them alike: each removes what is in its own shards.
     *
     * @param time from the last thing that was journaled of a run, at least a minute; by default
     *     runs are kept for as long as the journal is
     * @return this
     * @throws IllegalArgumentException if it is shorter
     */
    public Builder retention(Duration time) {
      if (time.compareTo(Retention.SHORTEST) < 0) {
        throw new IllegalArgumentException(
            "retention is at least a minute, for others may still look for a run that has just"
                + " ended; got "
                + time
                + ". Leave it out to keep runs for ever");
      }
      retention = time;
      return this;
    }

    /**
     * In what world the engine lives. For test kits and simulators, where time and order are not
     * real; {@link #stepThreads} then has no meaning.
     *
     * @param world serves this engine alone, which closes it; by default the real world
     * @return this
     */
    public Builder environment(Environment world) {
      environment = world;
      return this;
    }

    /**
     * Opens the journal and the engine.
     *
     * @return a running engine, which the caller closes
     * @throws dev.skald.runtime.JournalException if the journal cannot be opened
     * @throws IllegalStateException if no codec was given and there is none on the class path, or
     *     if callers are to work and the journal commits on a thread of its own
     */
    public SagaEngine open() {
      PayloadCodec payloads = codec != null ? codec : findCodec();
      JournalStore store = journal.open();
      if (callersWork && !store.commitsAtOnce()) {
        store.close();
        throw new IllegalStateException(
            "Callers cannot work on runs of this journal: it commits the writes of many runs"
                + " together, on a thread of its own. Leave callersWork() out, or use a journal that"
                + " commits each by itself, as MemoryJournal does");
      }
      Environment world = environment != null ? environment : new SystemEnvironment(stepThreads);
      Engine engine = new Engine(world, store, payloads, maxQueuedCommits, grace, callersWork);
      if (retention != null) {
        engine.keepFor(retention);
      }
      return engine;
    }

    private static PayloadCodec findCodec() {
      return ServiceLoader.load(PayloadCodec.class, Skald.class.getClassLoader())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "There is no codec for inputs and results: add dev.skald:skald-jackson to the"
                          + " class path, or give one to the builder"));
    }

    private static int requirePositive(int number, String name) {
      if (number < 1) {
        throw new IllegalArgumentException(name + " is 1 or more, got " + number);
      }
      return number;
    }
  }
}
