package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Input;

/** What a run asks of the engine around it. */
interface RunHost {

  Environment environment();

  Committer committer();

  StepRunner runner();

  /** Whether no more calls are to be made, because the engine is closing. */
  boolean isClosing();

  /** The run exists durably. */
  void born(Run run);

  /** The run came to rest. */
  void rested(RunKey key, Rest rest);

  /** Nothing will happen to the run for a while: this copy of it is not used any more. */
  void retired(Run run);

  /** This copy of the run is not what the journal says, and is not used any more. */
  void lost(Run run, RuntimeException why);

  /** Something came for a copy that is not used any more. */
  void returned(RunKey key, Input input);
}
