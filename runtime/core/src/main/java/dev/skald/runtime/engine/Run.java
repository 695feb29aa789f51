package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
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
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory. One message is handled at a time, by whichever thread brought it, so the state
 * needs no lock. What a decision asks for is done when the decision is durable, in the order of
 * decisions.
 */
final class Run {

  /** When to look again whether calls are let through. */
  static final long HELD_BACK_MILLIS = 500;

  private final RunHost host;
  private final SagaType<?> type;
  private final RunHeader header;
  private final RunKey key;
  private final Values values;
  private final long deadlineAt;
  private final boolean mayCommitHere;
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
    this.key = RunKey.of(header);
    this.values = journal.values();
    this.deadlineAt = journal.deadlineAt();
    this.mayCommitHere = !type.hasTransactions();
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

  /** Whether nobody was to look at the run for the time being. */
  boolean wasSetAside() {
    return wasQuarantined() || header.state() == RunState.PARKED;
  }

  /** Whether this copy is not used any more. */
  boolean isGone() {
    return gone;
  }

  /** How the run came to rest, or {@code null} if it has not. */
  @Nullable Rest rest() {
    SagaState now = durable;
    RunState status = status(now);
    boolean rests = now.phase() != SagaState.Phase.NEW && Rest.isAt(status);
    return rests ? new Rest.Readable(key, type, values, now, status) : null;
  }

  /** How the run ended, or {@code null} if it has not: an end is final, whoever owns the run. */
  @Nullable Rest end() {
    Rest rest = rest();
    return rest != null && rest.state().isEnd() ? rest : null;
  }

  /** The state of the run as far as it is durable. */
  RunState status() {
    return status(durable);
  }

  private RunState status(SagaState of) {
    boolean backAgain =
        header.state() == RunState.COMPLETED && of.phase() == SagaState.Phase.COMPENSATING;
    return backAgain ? of.status() : Loaded.status(header, of);
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
    Pending first = new Pending(decision, null);
    pending.add(first);
    host.starting(this, created);
    JournalWrite write = new JournalWrite.Create(opened(), records(decision.events(), start.at()));
    host.committer()
        .submit(new CreateTicket(host, this, first, write, created), host.mayCommitStartHere());
    return created;
  }

  private void handle(Object message) {
    try {
      if (message instanceof Pending.Answer answer) {
        answered(answer.pending(), answer.failure());
      } else if (message instanceof Transacted transacted) {
        conclude(transacted);
      } else if (message instanceof Command command) {
        obey(command);
      } else if (message instanceof Parting parting) {
        part(parting);
      } else if (gone) {
        host.returned(key, (Input) message);
      } else {
        Input input = (Input) message;
        if (input instanceof Input.Woke) {
          alarm.rang();
        }
        if (!hasEndedBefore(input)) {
          accept(input, decide(input), null);
        }
      }
      settle();
    } catch (RuntimeException e) {
      lose(e);
    } catch (Error e) {
      lose(new IllegalStateException("The run " + key + " made the engine fail", e));
      throw e;
    }
  }

  /** Whether the run came to its end with a former plan, so that nothing goes on with this one. */
  private boolean hasEndedBefore(Input input) {
    return !(input instanceof Input.TurnBack) && status(state).isEnd() && !state.status().isEnd();
  }

  private Decision refusal() {
    String why = "the run is " + status(state) + ", and nothing follows that";
    return new Decision(List.of(), List.of(), state, why);
  }

  /** The step's own changes become durable with the decision that it succeeded, or not at all. */
  private void conclude(Transacted transacted) {
    try (JournalTransaction transaction = transacted.transaction()) {
      Call call = transacted.call();
      if (gone || !isAwaited(call)) {
        return;
      }
      if (!pending.isEmpty()) {
        // What was decided before must be written before, and waits for this transaction to end.
        post(notAttempted(call, 0));
        return;
      }
      Input.Ended input = ended(call, transacted.result());
      Decision decision = decide(input);
      List<JournalRecord> records = take(input, decision);
      Pending next = new Pending(decision, null);
      pending.add(next);
      AppendTicket ticket =
          new AppendTicket(
              this, next, new JournalWrite.Append(id(), header.epoch(), records, change()));
      answered(next, ticket.refusal(transaction.commit(ticket.write())));
    }
  }

  private Decision decide(Input input) {
    return SagaMachine.decide(type.plan(), state, input);
  }

  private void obey(Command command) {
    if (gone) {
      command.done().completeExceptionally(new CopyGoneException());
      return;
    }
    try {
      Decision decision = hasEndedBefore(command.input()) ? refusal() : decide(command.input());
      accept(command.input(), decision, command);
    } catch (RuntimeException | Error e) {
      command.done().completeExceptionally(e);
      throw e;
    }
  }

  private void accept(Input input, Decision decision, @Nullable Command command) {
    List<JournalRecord> records = take(input, decision);
    Pending next = new Pending(decision, command == null ? null : command.done());
    boolean adopts = input instanceof Input.Adopt && headerDiffers();
    JournalWrite.Answer answer = command == null ? null : command.answer(decision);
    if (!records.isEmpty() || adopts || answer != null) {
      var write = new JournalWrite.Append(id(), header.epoch(), records, change(), answer);
      // Without records, the journal could not tell that what this builds on is not durable.
      boolean waits = records.isEmpty() && !pending.isEmpty();
      pending.add(next);
      if (waits) {
        next.writeWhenFirst(write);
      } else {
        boolean ranAhead = runAhead(next);
        submit(next, write, !ranAhead && mayCommitHere());
      }
    } else if (pending.isEmpty()) {
      durable = state;
      release(next.calls(), next.state());
      next.succeed();
    } else if (next.isOfUse()) {
      next.becomeDurable();
      pending.add(next);
      runAhead(next);
    }
  }

  /**
   * Makes the calls that need not wait for the records before them.
   *
   * @return whether there were any: then this thread takes their ends, and does not commit
   */
  private boolean runAhead(Pending next) {
    boolean mayRunAhead = type.plan().isPipelined() && !host.committer().isAtOnce();
    if (!mayRunAhead || !pending.stream().allMatch(Pending::mayBeOvertaken)) {
      return false;
    }
    List<Call> ahead = next.takeAhead(call -> SagaMachine.mayRunAhead(type.plan(), durable, call));
    release(ahead, next.state());
    return !ahead.isEmpty();
  }

  private void submit(Pending next, JournalWrite.Append write, boolean mayCommitHere) {
    AppendTicket ticket = new AppendTicket(this, next, write);
    if (host.committer().isAtOnce()) {
      answered(next, commitAtOnce(ticket));
    } else {
      host.committer().submit(ticket, mayCommitHere);
    }
  }

  private @Nullable RuntimeException commitAtOnce(AppendTicket ticket) {
    try {
      return ticket.refusal(host.committer().commitAtOnce(ticket.write()));
    } catch (JournalException e) {
      return e;
    }
  }

  /**
   * Not while others wait in the mailbox: what comes of them goes out together, and a step's
   * transaction may have to be ended first.
   */
  private boolean mayCommitHere() {
    return mayCommitHere && mailbox.isLast() && host.mayCommitHere();
  }

  private List<JournalRecord> take(Input input, Decision decision) {
    for (int i = 0; i < decision.events().size(); i++) {
      values.take(decision.events().get(i));
    }
    state = decision.state();
    return records(decision.events(), input.at());
  }

  private List<JournalRecord> records(List<Event> events, long at) {
    JournalRecord first = null;
    List<JournalRecord> several = null;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event.kind().durable()) {
        JournalRecord next = Records.of(type.plan(), event, nextSeq++, at);
        if (first == null) {
          first = next;
        } else {
          several = several == null ? new ArrayList<>(List.of(first)) : several;
          several.add(next);
        }
      }
    }
    // One as a rule, and such a list is not copied again.
    return several != null ? several : first != null ? List.of(first) : List.of();
  }

  /** The header as the first decision leaves it: the run may begin by waiting for a time. */
  private RunHeader opened() {
    written = header(state);
    return new RunHeader(
        header.id(),
        header.saga(),
        header.key(),
        header.version(),
        header.fingerprint(),
        header.epoch(),
        written.state(),
        header.startedAt(),
        written.wakeAt());
  }

  /** What becomes of the header, or {@code null} if it stays as it is. */
  private JournalWrite.@Nullable Change change() {
    if (!headerDiffers()) {
      return null;
    }
    written = header(state);
    return written;
  }

  private boolean headerDiffers() {
    return written.state() != state.status() || written.wakeAt() != headerWakeAt(state);
  }

  private static JournalWrite.Change header(SagaState of) {
    return new JournalWrite.Change(of.status(), headerWakeAt(of));
  }

  private static long headerWakeAt(SagaState of) {
    RunState status = of.status();
    boolean sleeps = status.isEnd() || status == RunState.PARKED;
    return sleeps ? RunHeader.NEVER : of.durableWakeAt();
  }

  private void answered(Pending answered, @Nullable RuntimeException failure) {
    if (failure != null) {
      answered.fail(failure);
      lose(failure);
      return;
    }
    if (gone) {
      // Who asked is told what stands in the journal; the calls are for another copy to make.
      answered.succeed();
      return;
    }
    answered.becomeDurable();
    while (!pending.isEmpty() && pending.peek().isDurable()) {
      Pending next = pending.remove();
      publish(next.state());
      release(next.calls(), next.state());
      next.succeed();
    }
    Pending first = pending.peek();
    JournalWrite.Append waiting = first == null ? null : first.takeWrite();
    if (first != null && waiting != null) {
      submit(first, waiting, mayCommitHere());
    }
  }

  private void publish(SagaState next) {
    RunState before = durable.status();
    boolean born = durable.phase() == SagaState.Phase.NEW;
    durable = next;
    RunState now = next.status();
    if (born || now != before) {
      RunLog.changed(key, now, next);
    }
    Rest rest = now == before && !born ? null : rest();
    if (rest != null) {
      host.rested(this, rest);
    }
  }

  private void release(List<Call> calls, SagaState at) {
    if (host.isClosing()) {
      return;
    }
    for (Call call : calls) {
      if (isAwaited(call)) {
        if (!isStillWanted(call)) {
          post(notAttempted(call, 0));
        } else if (host.tenure().mayCall(this)) {
          start(call, at);
        } else {
          post(notAttempted(call, HELD_BACK_MILLIS));
        }
      }
    }
  }

  private void start(Call call, SagaState at) {
    boolean ofChild = type.plan().step(call.step()).mode() == StepPlan.Mode.CHILD;
    switch (call.kind()) {
      case LOCK -> host.locks().ask(this, call);
      case CHILD -> host.children().await(this, call);
      case STEP -> host.runner().start(this, call, at);
      case UNDO -> {
        if (ofChild) {
          host.children().turnBack(this, call);
        } else {
          host.runner().start(this, call, at);
        }
      }
    }
  }

  /** Somebody may have said meanwhile how it ended. */
  private boolean isAwaited(Call call) {
    StepProgress step = state.at(call.step(), call.item());
    return step.inFlight() && step.call() == call.number();
  }

  /** A run that turned back or was given up meanwhile starts nothing new on its way forward. */
  private boolean isStillWanted(Call call) {
    StepProgress.Status status = state.at(call.step(), call.item()).status();
    return switch (state.phase()) {
      case NEW, FORWARD -> true;
      case COMPENSATING -> status != StepProgress.Status.OPEN;
      case ABANDONED -> false;
    };
  }

  private Input notAttempted(Call call, long retryAfter) {
    return ended(call, new Result.NotAttempted(retryAfter));
  }

  private Input.Ended ended(Call call, Result result) {
    Environment environment = host.environment();
    return new Input.Ended(environment.now(), call, result, environment.random());
  }

  /** Says how a call ended. */
  void report(Call call, Result result) {
    post(ended(call, result));
  }

  private Input woke() {
    return new Input.Woke(host.environment().now());
  }

  /** Sets the alarm for what comes next; gives the memory back if that is far away. */
  private void settle() {
    if (gone) {
      return;
    }
    boolean ended = status(state).isEnd();
    long wakeAt = ended ? RunHeader.NEVER : state.wakeAt();
    // A retry that follows shortly is not in the journal, so nobody else would wake the run for it.
    boolean journaled = ended || state.durableWakeAt() <= wakeAt;
    alarm.set(wakeAt, journaled);
    boolean quiet = pending.isEmpty() && !state.inFlight() && mailbox.isLast();
    if (quiet && state.phase() != SagaState.Phase.NEW && journaled && alarm.isFar(wakeAt)) {
      gone = true;
      host.retired(this);
    }
  }

  /** Another node goes on with the run, or is about to: nothing more is done here. */
  private void part(Parting parting) {
    if (!gone && (parting.atOnce() || pending.isEmpty())) {
      gone = true;
      alarm.clear();
      host.retired(this);
      // What is written is still answered; what had nothing to write only waited behind it.
      pending.stream()
          .filter(waiting -> waiting.isDurable() || waiting.takeWrite() != null)
          .forEach(waiting -> waiting.fail(new CopyGoneException()));
    }
  }

  private void lose(RuntimeException why) {
    if (gone) {
      return;
    }
    gone = true;
    alarm.clear();
    pending.forEach(waiting -> waiting.fail(why));
    host.lost(this, why);
  }
}
