package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.spi.JournalWrite;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A decision whose calls wait until it is durable. Owned by its run. */
final class Pending {

  private final Decision decision;
  private final @Nullable CompletableFuture<Decision> done;
  private List<Call> calls;
  private boolean durable;
  private JournalWrite.@Nullable Append waiting;

  Pending(Decision decision, @Nullable CompletableFuture<Decision> done) {
    this.decision = decision;
    this.done = done;
    this.calls = decision.calls();
  }

  SagaState state() {
    return decision.state();
  }

  List<Call> calls() {
    return calls;
  }

  /** Whether calls of later decisions may be made before it is durable. */
  boolean mayBeOvertaken() {
    return SagaMachine.mayBeOvertaken(decision);
  }

  /** Takes out the calls that are made before it is durable. */
  List<Call> takeAhead(Predicate<Call> which) {
    List<Call> ahead = calls.stream().filter(which).toList();
    calls = calls.stream().filter(call -> !ahead.contains(call)).toList();
    return ahead;
  }

  /** Whether anything is left to be done about it once it is durable. */
  boolean isOfUse() {
    return done != null || !calls.isEmpty();
  }

  boolean isDurable() {
    return durable;
  }

  /** It is in the journal, or there was nothing to journal. */
  void becomeDurable() {
    durable = true;
  }

  /** There is something to write, when everything before it is durable. */
  void writeWhenFirst(JournalWrite.Append write) {
    waiting = write;
  }

  /** What is to be written now, once. */
  JournalWrite.@Nullable Append takeWrite() {
    JournalWrite.Append write = waiting;
    waiting = null;
    return write;
  }

  void succeed() {
    if (done != null) {
      done.complete(decision);
    }
  }

  void fail(RuntimeException why) {
    if (done != null) {
      done.completeExceptionally(why);
    }
  }

  /**
   * What became of it.
   *
   * @param pending the decision
   * @param failure why it is not known to be durable, {@code null} if it is
   */
  record Answer(Pending pending, @Nullable RuntimeException failure) {}
}
