package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.plan.SagaPlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run told line by line, for the tests a person reads. Each line is held against all laws and
 * the reference, too.
 *
 * <p>A step is a line of words: its name, then any of {@code after:a,b}, {@code undo:outcome},
 * {@code undo:result}, {@code undo:nothing}, {@code pivot}, {@code readOnly}, {@code irreversible},
 * {@code void}, {@code attempts:2}, {@code undoAttempts:2}, {@code delay:3000} (between attempts),
 * {@code variants:2}, {@code when:a=0,1} (its variants), {@code oneOf:a,b}, {@code ifTaken:a},
 * {@code each:input*3} or {@code each:a*3} (so many at a time), {@code waits:3000}, {@code signal},
 * {@code signalOrFail:3000}, {@code signalOrEmpty:3000}, {@code lock}, {@code child}, {@code
 * atMostOnce}, {@code transactional}, {@code pipelined}. Without words about attempts a step is
 * called up to three times, an undo without limit.
 *
 * <p>A call is named by its step ({@code a}), by its item ({@code a[0]}), or as {@code undo a},
 * {@code lock a} or {@code child a}, where the end of a child is awaited.
 */
final class Story {

  private static final long START = 1_000_000;
  private static final String REASON = "because";

  private final CheckedMachine machine;
  private final Map<String, Call> inFlight = new TreeMap<>();
  private List<Call> lastCalls = List.of();
  private long now = START;
  private @Nullable SignalReceipt lastReceipt;

  private Story(SagaPlan<Object> plan) {
    this.machine = new CheckedMachine(plan, new Exercised());
  }

  static Story of(String... lines) {
    return new Story(StoryWords.read(lines).plan());
  }

  Story starts() {
    return decide(new Input.Start(now, "input", Long.MAX_VALUE, Facts.NONE));
  }

  /** The input holds a list for each step that runs through one of it. */
  Story startsWith(Integer... sizes) {
    Facts lists = new Facts(Facts.NO_VARIANT, List.of(sizes));
    return decide(new Input.Start(now, "input", Long.MAX_VALUE, lists));
  }

  Story startsWithDeadlineIn(long millis) {
    return decide(new Input.Start(now, "input", now + millis, Facts.NONE));
  }

  /** The call in flight of a step, or with "undo " before its name of its undo, succeeds. */
  Story succeeds(String... calls) {
    Stream.of(calls).forEach(call -> ends(call, new Result.Success("value", Facts.NONE)));
    return this;
  }

  /** The step gives a result of that variant. */
  Story gives(String call, int variant) {
    return ends(call, new Result.Success("value", new Facts(variant, List.of())));
  }

  /** The step gives a list for each step that runs through one of its result. */
  Story givesLists(String call, Integer... sizes) {
    return ends(call, new Result.Success("value", new Facts(Facts.NO_VARIANT, List.of(sizes))));
  }

  /** Others hold the locks. */
  Story isQueued(String call) {
    return ends(call, new Result.Queued());
  }

  Story isRejected(String call) {
    return ends(call, new Result.Rejection(failure(call, Failure.Kind.REJECTED)));
  }

  /** Nobody knows what happened. */
  Story fails(String call) {
    return ends(call, unclear(call, Result.Unclear.BY_POLICY));
  }

  /** The same, and the service says when to come back. */
  Story failsUntil(String call, long millis) {
    return ends(call, unclear(call, millis));
  }

  /** The call is not let through. */
  Story isHeldBack(String call, long millis) {
    return ends(call, new Result.NotAttempted(millis));
  }

  private Story ends(String call, Result result) {
    assertThat(inFlight).containsKey(call);
    return ends(inFlight.remove(call), result);
  }

  private static Result unclear(String call, long retryAfter) {
    return new Result.Unclear(failure(call, Failure.Kind.ERROR), retryAfter);
  }

  private static Failure failure(String call, Failure.Kind kind) {
    return new Failure(kind, call, null, "as the story goes");
  }

  /** A call that was made before, and is no longer awaited, has a result after all. */
  Story lateResult(Call call) {
    return ends(call, new Result.Success("late value", Facts.NONE));
  }

  private Story ends(Call call, Result result) {
    return decide(new Input.Ended(now, call, result, 0.5));
  }

  Story passes(long millis) {
    now += millis;
    return decide(new Input.Woke(now));
  }

  /** Time passes while nobody looks at the run. */
  Story passesUnseen(long millis) {
    now += millis;
    return this;
  }

  Story crashes() {
    return crashesLosing(0);
  }

  /** The last decisions were still on their way to the journal; what is in flight was called. */
  Story crashesLosing(int decisions) {
    machine.crash(decisions, List.copyOf(inFlight.values()));
    inFlight.clear();
    return decide(new Input.Adopt(now));
  }

  /** An event comes from outside for a step. */
  Story event(String step, String id) {
    lastReceipt = CheckedMachine.receipt(decideOn(new Input.Signal(now, index(step), id, "event")));
    return this;
  }

  Story is(SignalReceipt receipt) {
    assertThat(lastReceipt).isEqualTo(receipt);
    return this;
  }

  Story locksAreFreed() {
    return decide(new Input.LocksFreed(now));
  }

  /** The run that started this one turns back. */
  Story parentTurnsBack() {
    Decision decision = decideOn(new Input.TurnBack(now, failure("", Failure.Kind.PARENT)));
    assertThat(decision.refusal()).isNull();
    return this;
  }

  Story parentIsRefused() {
    Decision decision = decideOn(new Input.TurnBack(now, failure("", Failure.Kind.PARENT)));
    assertThat(decision.refusal()).isNotBlank();
    return this;
  }

  Story isCancelled() {
    return operator(Verb.CANCEL);
  }

  Story operator(Verb verb) {
    return operator(verb, "");
  }

  Story operator(Verb verb, String step) {
    Decision decision = machine.decide(said(verb, step));
    assertThat(decision.refusal()).isNull();
    return calls(decision);
  }

  /** An operator says that the step's result is of that variant. */
  Story supplies(String step, int variant) {
    return calls(machine.decide(said(Verb.SUPPLY, step, new Facts(variant, List.of()))));
  }

  private Input said(Verb verb, String step) {
    return said(verb, step, Facts.NONE);
  }

  private Input said(Verb verb, String step, Facts facts) {
    int index = step.isEmpty() ? Event.NO_STEP : index(step);
    return new Input.Operate(now, verb, index, item(step), "by hand", facts, "ann", REASON);
  }

  Story refuses(Verb verb, String step) {
    assertThat(machine.decide(said(verb, step)).refusal()).isNotBlank();
    return this;
  }

  private Story decide(Input input) {
    decideOn(input);
    return this;
  }

  private Decision decideOn(Input input) {
    Decision decision = machine.decide(input);
    calls(decision);
    return decision;
  }

  private Story calls(Decision decision) {
    lastCalls = decision.calls();
    decision.calls().forEach(call -> inFlight.put(name(call), call));
    inFlight.values().removeIf(call -> !machine.isAwaited(call));
    return this;
  }

  private String name(Call call) {
    String kind =
        call.kind() == Call.Kind.STEP ? "" : call.kind().name().toLowerCase(Locale.ROOT) + " ";
    return kind + name(call.step(), call.item());
  }

  private String name(int step, int item) {
    return machine.plan.step(step).name() + (item < 0 ? "" : "[" + item + "]");
  }

  private int index(String step) {
    return machine.plan.find(step.split("\\[")[0]).orElseThrow().index();
  }

  private static int item(String step) {
    int bracket = step.indexOf('[');
    return bracket < 0
        ? Event.NO_ITEM
        : Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
  }

  Story calls(String... calls) {
    assertThat(lastCalls).extracting(this::name).containsExactlyInAnyOrder(calls);
    return this;
  }

  Story callsNothing() {
    return calls(new String[0]);
  }

  Story inFlight(String... calls) {
    assertThat(inFlight.keySet()).containsExactlyInAnyOrder(calls);
    return this;
  }

  Story is(RunState state) {
    assertThat(machine.status()).isEqualTo(state);
    return this;
  }

  Story remains(String... steps) {
    assertThat(machine.state().remaining(machine.plan)).containsExactlyInAnyOrder(steps);
    return this;
  }

  /**
   * All that is journaled: {@code "SUCCEEDED order"}, or for the run as a whole {@code "STARTED"}.
   */
  Story journal(String... records) {
    assertThat(journal()).containsExactly(records);
    return this;
  }

  Story journalEndsWith(String... records) {
    assertThat(journal()).endsWith(records);
    return this;
  }

  private List<String> journal() {
    return machine.journal.stream()
        .map(e -> e.kind() + (e.step() < 0 ? "" : " " + name(e.step(), e.item())))
        .toList();
  }

  int records() {
    return machine.journal.size();
  }

  Event lastRecord() {
    return machine.journal.get(machine.journal.size() - 1);
  }

  Call call(String name) {
    return inFlight.get(name);
  }

  SagaState state() {
    return machine.state();
  }

  StepProgress step(String name) {
    return machine.state().at(index(name), item(name));
  }

  /** How long the run wants to be left alone. */
  long wakesIn() {
    return machine.state().wakeAt() - now;
  }
}
