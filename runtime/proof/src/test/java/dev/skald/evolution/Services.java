package dev.skald.evolution;

import dev.skald.StepContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The services that sagas call, all in one. They do a thing once for each idempotency key, answer
 * as a {@link History} wants, and write down what happens.
 */
public final class Services {

  private static final Duration GLANCE = Duration.ofMillis(1);

  /** How often somebody looks for something that comes first. */
  private static final int GLANCES = 5_000;

  /** What does not work is called twice by a step, and at least once by its undo. */
  private static final int FAILING_CALLS = 3;

  private final Tape tape;
  private final History history;
  private final Pause pause;
  private final Runnable[] hands;
  private final Map<String, Integer> seen = new HashMap<>();
  private boolean recovered;

  /**
   * Services that act out a history.
   *
   * @param tape where they write down what happens
   * @param history how they answer
   * @param pause how they wait
   * @param hands what a person does, and what comes from outside; see {@link History.Act}
   */
  Services(Tape tape, History history, Pause pause, Runnable... hands) {
    this.tape = tape;
    this.history = history;
    this.pause = pause;
    this.hands = hands;
  }

  /** Waits in the time that a step lives in. */
  @FunctionalInterface
  interface Pause {
    /** Lets others go on meanwhile. */
    void take(Duration time) throws InterruptedException;
  }

  /** From now on everything works. */
  void recover() {
    recovered = true;
  }

  /** Does something that is undone if the run turns back. */
  public String does(String what, StepContext step) {
    return acts(what, step, Entry.Duty.UNDO);
  }

  /** The same, but may say no. */
  public String may(String what, StepContext step) throws Declined {
    refuse(what, step);
    return does(what, step);
  }

  /** Does something that is never undone. */
  public String stays(String what, StepContext step) {
    return acts(what, step, Entry.Duty.NONE);
  }

  /** Does something within the journal's transaction. */
  public String writes(String what, StepContext step) {
    return acts(what, step, Entry.Duty.COMMIT);
  }

  /** Does something, and knows nothing of keys. */
  public String once(String what, StepContext step) {
    return acts(what, step, Entry.Duty.ONCE);
  }

  /** The same, but may say no. */
  public String mayOnce(String what, StepContext step) throws Declined {
    refuse(what, step);
    return once(what, step);
  }

  private void refuse(String what, StepContext step) throws Declined {
    boolean declines = !recovered && history.fate(what) == History.Fate.DECLINED;
    if (!isDone(what, step.idempotencyKey()) && (declines || history.declinesAll())) {
      act(what);
      throw new Declined(what);
    }
  }

  private String acts(String what, StepContext step, Entry.Duty duty) {
    act(what);
    History.Fate fate = fate(what);
    if (fate == History.Fate.LATER) {
      throw step.retryLater(Duration.ofHours(2));
    }
    if (fate == History.Fate.FAILS) {
      throw new Trouble(what + " fails");
    }
    String key = step.idempotencyKey();
    tape.add(new Entry.Did(what, key, duty));
    String token = token(what, key);
    gives(what, token);
    if (fate == History.Fate.LOST) {
      throw new Trouble("the answer of " + what + " is lost");
    }
    return token;
  }

  /** Takes back what a step did, by what it gave. */
  public void undoes(String what, String given, StepContext step) {
    takesBack(what, given, step);
  }

  /** Takes back what a step may have done, by the key that it was called with. */
  public void undoesKey(String what, String key, StepContext step) {
    takesBack(what, token(what, key), step);
  }

  private void takesBack(String what, String named, StepContext step) {
    act("undo " + what);
    History.Fate fate = fate("undo " + what);
    if (fate == History.Fate.LATER) {
      throw step.retryLater(Duration.ofHours(2));
    }
    if (fate == History.Fate.FAILS) {
      throw new Trouble("the undo of " + what + " fails");
    }
    tape.add(new Entry.Undid(what, step.idempotencyKey(), named));
    if (fate == History.Fate.LOST) {
      throw new Trouble("the answer to the undo of " + what + " is lost");
    }
  }

  private History.Fate fate(String what) {
    History.Fate fate = history.fate(what);
    int calls = seen.merge(what, 1, Integer::sum);
    boolean works = recovered || calls > (fate == History.Fate.LATER ? 1 : FAILING_CALLS);
    return works ? History.Fate.DONE : fate;
  }

  /** Answers a question, the same each time. */
  public String asks(String question, String otherwise) {
    return history.answer(question, otherwise);
  }

  /** A value comes into the world. */
  public <T> T gives(String meaning, T value) {
    tape.add(new Entry.Gave(meaning, String.valueOf(value)));
    return value;
  }

  /** A value is read, and taken for one of that meaning. */
  public void takes(String meaning, Object value) {
    tape.add(new Entry.Took(meaning, String.valueOf(value)));
  }

  private void act(String what) {
    History.Act act = history.actAt(what);
    boolean first = seen.putIfAbsent(what + " begins", 1) == null;
    if (act != null && first && !recovered) {
      hands[act.ordinal()].run();
    }
    String other = history.waitsFor(what);
    if (other != null && !recovered) {
      awaitKnown(what, other);
    }
  }

  private void awaitKnown(String what, String other) {
    try {
      for (int looks = 0; looks < GLANCES; looks++) {
        if (isKnown(other)) {
          return;
        }
        pause.take(GLANCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(what + " waits for " + other + " in vain");
  }

  /** Whether something was done and a decision followed. */
  private boolean isKnown(String what) {
    boolean done = false;
    for (Entry entry : tape.entries()) {
      if (done && entry instanceof Entry.Wrote) {
        return true;
      }
      done |= entry instanceof Entry.Did did && did.what().equals(what);
      done |= entry instanceof Entry.Undid undid && ("undo " + undid.what()).equals(what);
    }
    return false;
  }

  private boolean isDone(String what, String key) {
    return tape.entries().stream()
        .anyMatch(
            entry ->
                entry instanceof Entry.Did did
                    && did.what().equals(what)
                    && Objects.equals(did.key(), key));
  }

  /** What a service gives for what it did: names it, and nothing else. */
  static String token(String what, String key) {
    return what + "@" + key;
  }

  /** A service does not do what it should. */
  static final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Trouble(String message) {
      super(message);
    }
  }
}
