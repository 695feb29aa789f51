package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.SagaState;

/** What reading a run from its journal gives. */
sealed interface Loaded {

  /**
   * It can go on.
   *
   * @param type its saga
   * @param values its input and results
   * @param state the state as far as it is durable
   * @param deadlineAt when it was to turn back, {@link Long#MAX_VALUE} for never
   * @param nextSeq the sequence number of its next record
   */
  record Readable(SagaType<?> type, Values values, SagaState state, long deadlineAt, int nextSeq)
      implements Loaded {}

  /** No saga with its plan is registered. */
  record NoPlan(Failure failure) implements Loaded {}

  /** Its journal cannot be read. */
  record Unreadable(Failure failure) implements Loaded {}

  /** What was an end with a former plan is one with its successor, which may have more steps. */
  static RunState status(RunHeader header, SagaState read) {
    return header.state().isEnd() ? header.state() : read.status();
  }
}
