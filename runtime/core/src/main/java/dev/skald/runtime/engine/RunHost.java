package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.WriteResult;
import java.util.concurrent.CompletableFuture;

/** What a run asks of the engine around it. */
interface RunHost {

  Environment environment();

  Committer committer();

  StepRunner runner();

  Locks locks();

  Children children();

  Tenure tenure();

  /** Whether no more calls are to be made, because the engine is closing. */
  boolean isClosing();

  /**
   * Whether a decision may be committed on the current thread. Only if no other run is live: a
   * thread that brings its own write commits a small batch, and many small batches cost more than a
   * hop to the thread that commits what all have brought.
   */
  boolean mayCommitHere();

  /** The same for a start, which comes on a thread of the caller's. */
  boolean mayCommitStartHere();

  /** A new run is on its way to the journal; the answer comes when it exists, or will not. */
  void starting(Run run, CompletableFuture<WriteResult> created);

  /** The run exists durably. */
  void born(Run run);

  /** The run came to rest. */
  void rested(Run run, Rest rest);

  /** Nothing will happen to the run for a while: this copy of it is not used any more. */
  void retired(Run run);

  /** This copy of the run is not what the journal says, and is not used any more. */
  void lost(Run run, RuntimeException why);

  /** A claim of the run was not answered: whether it is ours is to be found out. */
  void claimLater(RunKey key);

  /** Something came for a copy that is not used any more. */
  void returned(RunKey key, Input input);
}
