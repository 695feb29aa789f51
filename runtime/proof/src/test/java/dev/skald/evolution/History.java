package dev.skald.evolution;

import java.util.HashMap;
import java.util.Map;

/** What happens to a run: how services answer, and what comes from outside. */
final class History {

  /** How a service answers. */
  enum Fate {
    /** Does it, and says so. */
    DONE,
    /** Does not do it, and says so. */
    DECLINED,
    /** Does it, and nobody learns of it. */
    LOST,
    /** Does not do it, and nobody learns of that either. */
    FAILS,
    /** Asks to be called two hours later; then does it. */
    LATER
  }

  /** What comes from outside when something is about to be done. */
  enum Act {
    /** Somebody cancels the run. */
    CANCEL,
    /** The event comes that the run waits for, or will wait for. */
    SIGNAL
  }

  private final String name;
  private final Map<String, Fate> fates = new HashMap<>();
  private final Map<String, Act> acts = new HashMap<>();
  private final Map<String, String> turns = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private boolean cancelsWaiting;
  private boolean declinesAll;
  private boolean inTime = true;

  private History(String name) {
    this.name = name;
  }

  /** A history in which everything works, until something else is said. */
  static History of(String name) {
    return new History(name);
  }

  History with(String what, Fate fate) {
    fates.put(what, fate);
    return this;
  }

  /** Something comes from outside when a thing is about to be done. */
  History at(String what, Act act) {
    acts.put(what, act);
    return this;
  }

  /** Of two things that happen side by side, one is to come first. */
  History order(String first, String second) {
    turns.put(second, first);
    return this;
  }

  /** What is asked is answered so, also after the process has ended. */
  History answering(String question, String answer) {
    answers.put(question, answer);
    return this;
  }

  /** Somebody cancels the run as soon as it waits. */
  History cancelledWaiting() {
    cancelsWaiting = true;
    return this;
  }

  /** This one as it goes on after another. */
  History after(History before) {
    History next = of(name);
    next.fates.putAll(fates);
    next.acts.putAll(acts);
    next.turns.putAll(turns);
    next.answers.putAll(before.answers);
    next.declinesAll = declinesAll;
    next.inTime = inTime;
    return next;
  }

  /** Whatever may be declined is. */
  History declining() {
    declinesAll = true;
    return this;
  }

  /** Events that are waited for do not come in time. */
  History late() {
    inTime = false;
    return this;
  }

  Fate fate(String what) {
    return fates.getOrDefault(what, Fate.DONE);
  }

  Act actAt(String what) {
    return acts.get(what);
  }

  String waitsFor(String what) {
    return turns.get(what);
  }

  String answer(String question, String otherwise) {
    return answers.getOrDefault(question, otherwise);
  }

  boolean cancelsWaiting() {
    return cancelsWaiting;
  }

  boolean declinesAll() {
    return declinesAll;
  }

  boolean isInTime() {
    return inTime;
  }

  @Override
  public String toString() {
    return name;
  }
}
