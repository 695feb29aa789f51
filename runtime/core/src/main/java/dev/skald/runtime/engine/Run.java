package dev.skald.runtime.engine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.SagaMachine;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.machine.StepProgress;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory. One message is handled at a time, by whichever thread brought it, so the state
 * needs no lock. What a decision asks for is done when the decision is durable, in the order of
 * decisions.
 */
final class Run {

  private final RunHost host;
  private final SagaType<?> type;
  private final RunHeader header;
  private final RunKey key;
  private final Values values;
  private final long deadlineAt;
  private final Mailbox mailbox = new Mailbox(this::handle);
  private final Alarm alarm;

  private SagaState state;
  private int nextSeq;
  private JournalWrite.Change written;
  private final Deque<Pending> pending = new ArrayDeque<>(2);

  private volatile SagaState durable;
  private volatile boolean gone;

  /** Takes up what a journal says. */
  Run(RunHost host, RunHeader header, Loaded.Readable journal) {
    this.host = host;
    this.type = journal.type();
    this.header = header;
    this.key = new RunKey(header.saga(), header.key());
    this.values = journal.values();
    this.deadlineAt = journal.deadlineAt();
    this.state = journal.state();
    this.durable = journal.state();
    this.nextSeq = journal.nextSeq();
    this.written = new JournalWrite.Change(header.state(), header.wakeAt());
    this.alarm = new Alarm(host.environment(), () -> post(woke()));
  }

  UUID id() {
    return header.id();
  }

  RunKey key() {
    return key;
  }

  RunHeader header() {
    return header;
  }

  SagaType<?> type() {
    return type;
  }

  Values values() {
    return values;
  }

  long deadlineAt() {
    return deadlineAt;
  }

  /** The state as far as it is durable. */
  SagaState durable() {
    return durable;
  }

  /** Whether the run could not be read when it was last looked at. */
  boolean wasQuarantined() {
    return header.state() == RunState.QUARANTINED;
  }

  /** Whether this copy is not used any more. */
  boolean isGone() {
    return gone;
  }

  /** How the run came to rest, or {@code null} if it has not. */
  @Nullable Rest rest() {
    SagaState now = durable;
    boolean started = now.phase() != SagaState.Phase.NEW;
    return started && Rest.isAt(now.status(type.plan()))
        ? new Rest.Readable(key, type, values, now)
        : null;
  }

  /** How the run ended, or {@code null} if it has not: an end is final, whoever owns the run. */
  @Nullable Rest end() {
    Rest rest = rest();
    return rest != null && durable.status(type.plan()).isEnd() ? rest : null;
  }

  /** Brings a message; handles it on this thread unless another is at it. */
  void post(Object message) {
    mailbox.post(message);
  }

  /** Makes the run durable for the first time. The answer tells whether it is. */
  CompletableFuture<WriteResult> create(Input.Start start) {
    CompletableFuture<WriteResult> created = new CompletableFuture<>();
    Decision decision = SagaMachine.decide(type.plan(), state, start);
    state = decision.state();
    Pending first = new Pending(decision.state(), decision.calls(), null);
    pending.add(first);
    JournalWrite write = new JournalWrite.Create(header, records(decision.events(), start.at()));
    host.committer()
        .submit(new CreateTicket(host, this, first, write, created), host.mayCommitStartHere());
    return created;
  }

  private void handle(Object message) {
    try {
      if (message instanceof Pending.Answer answer) {
        answered(answer);
      } else if (message instanceof Command command) {
        operate(command);
      } else if (gone) {
        host.returned(key, (Input) message);
      } else {
        Input input = (Input) message;
        if (input instanceof Input.Woke) {
          alarm.rang();
        }
        accept(input, decide(input), null);
      }
      settle();
    } catch (RuntimeException e) {
      lose(e);
    } catch (Error e) {
      lose(new IllegalStateException("The run " + key + " made the engine fail", e));
      throw e;
    }
  }

  private Decision decide(Input input) {
    return SagaMachine.decide(type.plan(), state, input);
  }

  private void operate(Command command) {
    if (gone) {
      command.done().completeExceptionally(new CopyGoneException());
      return;
    }
    Decision decision;
    try {
      decision = decide(command.input());
    } catch (RuntimeException e) {
      command.done().completeExceptionally(e);
      throw e;
    }
    if (decision.refusal() != null) {
      String verb = command.input().verb().name().toLowerCase(Locale.ROOT);
      command
          .done()
          .completeExceptionally(
              new VerbRefusedException(
                  "Cannot " + verb.replace('_', ' ') + " " + key + ": " + decision.refusal()));
      return;
    }
    accept(command.input(), decision, command.done());
  }

  private void accept(Input input, Decision decision, @Nullable CompletableFuture<Void> done) {
    decision.events().forEach(this::takeValue);
    state = decision.state();
    List<JournalRecord> records = records(decision.events(), input.at());
    Pending next = new Pending(state, decision.calls(), done);
    boolean adopts = input instanceof Input.Adopt && headerDiffers();
    if (!records.isEmpty() || adopts) {
      pending.add(next);
      JournalWrite write = new JournalWrite.Append(id(), header.epoch(), records, change());
      host.committer().submit(new AppendTicket(this, next, write), host.mayCommitHere());
    } else if (pending.isEmpty()) {
      durable = state;
      release(next);
    } else if (!decision.calls().isEmpty()) {
      next.becomeDurable();
      pending.add(next);
    }
  }

  private void takeValue(Event event) {
    boolean result = event.kind() == Event.Kind.SUCCEEDED || event.kind() == Event.Kind.SUPPLIED;
    if (result && event.value() instanceof Payload payload) {
      values.put(event.step(), payload.value());
    }
  }

  private List<JournalRecord> records(List<Event> events, long at) {
    List<JournalRecord> records = new ArrayList<>(events.size());
    for (Event event : events) {
      if (event.kind().durable()) {
        records.add(Records.of(type.plan(), event, nextSeq++, at));
      }
    }
    return records;
  }

  /** What becomes of the header, or {@code null} if it stays as it is. */
  private JournalWrite.@Nullable Change change() {
    JournalWrite.Change next = header(state);
    if (next.equals(written)) {
      return null;
    }
    written = next;
    return next;
  }

  private boolean headerDiffers() {
    return !header(state).equals(written);
  }

  private JournalWrite.Change header(SagaState of) {
    RunState status = of.status(type.plan());
    boolean sleeps = status.isEnd() || status == RunState.PARKED;
    return new JournalWrite.Change(status, sleeps ? RunHeader.NEVER : of.durableWakeAt());
  }

  private void answered(Pending.Answer answer) {
    Pending answered = answer.pending();
    RuntimeException failure = answer.failure();
    if (failure != null || gone) {
      answered.fail(failure != null ? failure : new CopyGoneException());
      if (!gone && failure != null) {
        lose(failure);
      }
      return;
    }
    answered.becomeDurable();
    while (!pending.isEmpty() && pending.peek().isDurable()) {
      Pending next = pending.remove();
      publish(next.state());
      release(next);
      next.succeed();
    }
  }

  private void publish(SagaState next) {
    SagaPlan<?> plan = type.plan();
    RunState before = durable.status(plan);
    boolean born = durable.phase() == SagaState.Phase.NEW;
    durable = next;
    RunState now = next.status(plan);
    if (born || now != before) {
      RunLog.changed(key, now, next);
    }
    Rest rest = now == before && !born ? null : rest();
    if (rest != null) {
      host.rested(key, rest);
    }
  }

  private void release(Pending released) {
    if (host.isClosing()) {
      return;
    }
    for (Call call : released.calls()) {
      if (isStillWanted(call)) {
        host.runner().start(this, call, released.state());
      } else {
        post(notAttempted(call));
      }
    }
  }

  /** A run that turned back or was given up meanwhile starts nothing new on its way forward. */
  private boolean isStillWanted(Call call) {
    boolean forward = state.step(call.step()).status() == StepProgress.Status.OPEN;
    return switch (state.phase()) {
      case NEW, FORWARD -> true;
      case COMPENSATING -> !forward;
      case ABANDONED -> false;
    };
  }

  private Input notAttempted(Call call) {
    Environment environment = host.environment();
    return new Input.Ended(
        environment.now(), call, new Result.NotAttempted(0), environment.random());
  }

  private Input woke() {
    return new Input.Woke(host.environment().now());
  }

  /** Sets the alarm for what comes next; gives the memory back if that is far away. */
  private void settle() {
    if (gone) {
      return;
    }
    boolean ended = state.status(type.plan()).isEnd();
    long wakeAt = ended ? RunHeader.NEVER : state.wakeAt();
    alarm.set(wakeAt);
    boolean quiet = pending.isEmpty() && !state.inFlight() && mailbox.isLast();
    if (quiet && state.phase() != SagaState.Phase.NEW && alarm.isFar(wakeAt)) {
      gone = true;
      host.retired(this);
    }
  }

  private void lose(RuntimeException why) {
    if (gone) {
      return;
    }
    gone = true;
    alarm.set(RunHeader.NEVER);
    pending.forEach(waiting -> waiting.fail(why));
    host.lost(this, why);
  }
}
