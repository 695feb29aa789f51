package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.SagaState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A decision whose calls wait until it is durable. Owned by its run. */
final class Pending {

  private final SagaState state;
  private final List<Call> calls;
  private final @Nullable CompletableFuture<Void> done;
  private boolean durable;

  /**
   * Makes a decision that waits.
   *
   * @param state the state it led to
   * @param calls what it asks to call
   * @param done who waits for it, {@code null} for nobody
   */
  Pending(SagaState state, List<Call> calls, @Nullable CompletableFuture<Void> done) {
    this.state = state;
    this.calls = calls;
    this.done = done;
  }

  SagaState state() {
    return state;
  }

  List<Call> calls() {
    return calls;
  }

  boolean isDurable() {
    return durable;
  }

  /** It is in the journal, or there was nothing to journal. */
  void becomeDurable() {
    durable = true;
  }

  void succeed() {
    if (done != null) {
      done.complete(null);
    }
  }

  void fail(RuntimeException why) {
    if (done != null) {
      done.completeExceptionally(why);
    }
  }

  /**
   * What the committer said of a decision.
   *
   * @param pending the decision
   * @param failure why it is not durable, {@code null} if it is
   */
  record Answer(Pending pending, @Nullable RuntimeException failure) {}
}
