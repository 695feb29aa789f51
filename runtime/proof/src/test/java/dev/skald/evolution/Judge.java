package dev.skald.evolution;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says what is wrong with how a run went on. It knows what the semantics promise to those who run
 * sagas, and nothing of how the compiler compares their sources: it looks at what the services saw,
 * and at what the run claims in the end.
 */
final class Judge {

  private final Play.Played played;
  private final Play.Played reference;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> byChance = new ArrayList<>();

  private final Map<String, Effect> effects = new LinkedHashMap<>();
  private final Map<String, String> whats = new HashMap<>();
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, String> undoKeys = new HashMap<>();
  private final List<String> undone = new ArrayList<>();
  private final Set<String> journaled;
  private final Set<String> confirmedInTheEnd;
  private final boolean hadEnded;
  private final Map<String, RunState> states = new HashMap<>();
  private final String root;

  private Judge(Play.Played played, Play.Played reference) {
    this.played = played;
    this.reference = reference;
    List<Entry> before = played.entries().subList(0, played.cut());
    Map<UUID, RunHeader> headers = new Tape(before).headers();
    this.journaled = confirmed(before, headers.keySet());
    this.confirmedInTheEnd =
        confirmed(played.entries(), new Tape(played.entries()).headers().keySet());
    headers.forEach((id, header) -> states.put(id.toString(), header.state()));
    this.root = headers.keySet().iterator().next().toString();
    this.hadEnded = states.get(root).isEnd();
  }

  /**
   * Judges.
   *
   * @param played what came of it
   * @param reference what the former code makes of the same
   * @return the ruling
   */
  static Ruling judge(Play.Played played, Play.Played reference) {
    Judge judge = new Judge(played, reference);
    List<Entry> entries = played.entries();
    for (int i = 0; i < entries.size(); i++) {
      judge.see(entries.get(i), i >= played.cut());
    }
    judge.seeEnd();
    return new Ruling(
        judge.wrong.stream().map(Words::plain).toList(),
        judge.byChance.stream().map(Words::plain).toList());
  }

  /**
   * What is wrong.
   *
   * @param wrong whenever it is done again
   * @param byChance in this order of what happened side by side, if nothing else is
   */
  record Ruling(List<String> wrong, List<String> byChance) {
    boolean isFine() {
      return wrong.isEmpty() && byChance.isEmpty();
    }
  }

  /** What was done, with which key, and whether it stands. */
  private static final class Effect {
    final String key;
    final Entry.Duty duty;
    boolean stands = true;

    Effect(String key, Entry.Duty duty) {
      this.key = key;
      this.duty = duty;
    }
  }

  /** The keys of the calls whose results are journaled. */
  private static Set<String> confirmed(List<Entry> entries, Set<UUID> runs) {
    Set<String> keys = new HashSet<>();
    for (UUID run : runs) {
      for (JournalRecord entry : Tape.records(entries, run)) {
        if (entry.kind().equals("succeeded") || entry.kind().equals("supplied")) {
          boolean whole = entry.item() == JournalRecord.NO_ITEM;
          keys.add(run + ":" + entry.step() + (whole ? "" : "#" + entry.item()));
        }
      }
    }
    return keys;
  }

  private void see(Entry entry, boolean now) {
    if (entry instanceof Entry.Did did) {
      if (now) {
        checkCall(did);
      }
      whats.putIfAbsent(did.key(), did.what());
      Effect effect =
          effects.computeIfAbsent(did.what(), what -> new Effect(did.key(), did.duty()));
      effect.stands = effect.duty != Entry.Duty.COMMIT || confirmedInTheEnd.contains(did.key());
    } else if (entry instanceof Entry.Undid undid) {
      checkUndo(undid, now);
      Effect effect = effects.get(undid.what());
      if (effect != null) {
        effect.stands = false;
      }
      undone.add(undid.what());
    } else if (entry instanceof Entry.Gave gave) {
      given.put(gave.meaning(), gave.value());
    } else if (entry instanceof Entry.Took took) {
      checkValue(took);
    } else if (entry instanceof Entry.Threw threw && now) {
      wrong.add(threw.where() + " fails: " + text(threw.what()));
    }
  }

  private static String text(Throwable e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e.getClass().getSimpleName() + ": " + message;
  }

  private void checkCall(Entry.Did did) {
    String what = did.what();
    Effect known = effects.get(what);
    if (hadEnded) {
      wrong.add(what + " is asked for although the run has ended");
    }
    if (known != null && !known.key.equals(did.key())) {
      wrong.add(what + " is asked for with another key, so it is done twice");
    }
    if (!whats.getOrDefault(did.key(), what).equals(what)) {
      wrong.add(what + " is asked for with the key of " + whats.get(did.key()));
    }
    if (journaled.contains(did.key())) {
      wrong.add(what + " is asked for again although its result is journaled");
    }
    if (known != null && known.duty != Entry.Duty.COMMIT && did.duty() == Entry.Duty.COMMIT) {
      wrong.add(what + " is done in the database, and was done elsewhere before");
    }
    if (known != null && did.duty() == Entry.Duty.ONCE) {
      wrong.add(what + " is asked for twice, and its service knows no keys");
    }
    if (known == null && hasTurnedBack(did.key()) && !isDealtWithByReference(what)) {
      wrong.add(what + " is asked for although the run has turned back before it");
    }
  }

  /** Whether the run of a call was not on its way forward any more when the process ended. */
  private boolean hasTurnedBack(String key) {
    RunState state = states.get(key.substring(0, key.indexOf(':')));
    return state == RunState.COMPENSATING || state != null && state.isEnd();
  }

  /** Whether the former code asks for it or undoes it, too: it did not know whether it was done. */
  private boolean isDealtWithByReference(String what) {
    return reference.entries().stream()
        .anyMatch(
            entry ->
                entry instanceof Entry.Did did && did.what().equals(what)
                    || entry instanceof Entry.Undid undid && undid.what().equals(what));
  }

  private void checkUndo(Entry.Undid undid, boolean now) {
    String what = undid.what();
    String key = undoKeys.putIfAbsent(what, undid.key());
    if (!now) {
      return;
    }
    Effect effect = effects.get(what);
    if (hadEnded) {
      wrong.add(what + " is undone although the run has ended");
    }
    if (effect != null && !undid.named().equals(Services.token(what, effect.key))) {
      wrong.add(what + " is undone by a value that it did not give: " + undid.named());
    }
    if (key != null && !key.equals(undid.key())) {
      wrong.add("the undo of " + what + " has another key than before");
    }
    boolean turnsBack =
        hasTurnedBack(undid.key())
            || played.state() == RunState.COMPENSATED && undid.key().startsWith(root);
    if (effect == null && turnsBack && !isDealtWithByReference(what)) {
      wrong.add(what + " is undone, and was never asked for");
    }
  }

  private void checkValue(Entry.Took took) {
    String value = given.get(took.meaning());
    if (value == null) {
      wrong.add(took.meaning() + " is read as " + took.value() + ", and nobody gave one");
    } else if (!value.equals(took.value())) {
      wrong.add(took.meaning() + " was " + value + ", and is read as " + took.value());
    }
  }

  private void seeEnd() {
    if (played.trouble() != null) {
      wrong.add(played.trouble());
    }
    if (played.state() == null || !wrong.isEmpty()) {
      return;
    }
    checkUndoOrder();
    switch (played.state()) {
      case COMPLETED -> checkCompleted();
      case COMPENSATED -> checkCompensated();
      case STUCK, ABANDONED -> checkEscalated();
      default -> wrong.add("it is " + played.state() + reason());
    }
  }

  private String reason() {
    return played.view() == null ? "" : played.view().cause().map(why -> ": " + why).orElse("");
  }

  private void checkCompleted() {
    effects.forEach(
        (what, effect) -> {
          if (!effect.stands) {
            wrong.add("it has completed, and " + what + " was undone");
          } else if (!confirmedInTheEnd.contains(effect.key)) {
            wrong.add("it has completed, and nobody knows that " + what + " was done");
          }
        });
    for (StepView<?> step : hadEnded ? List.<StepView<?>>of() : played.view().steps()) {
      boolean done =
          step.state() == StepState.SUCCEEDED
              || step.state() == StepState.NOT_TAKEN
              || step.state() == StepState.SKIPPED;
      if (!done) {
        wrong.add("it has completed, and " + step.name() + " is " + step.state());
      }
    }
    if (!(played.outcome() instanceof SagaOutcome.Completed<?>)) {
      wrong.add("it has completed, and its caller is told " + played.outcome());
    }
  }

  private void checkCompensated() {
    String standing =
        effects.entrySet().stream()
            .filter(effect -> effect.getValue().stands)
            .filter(effect -> effect.getValue().duty != Entry.Duty.NONE)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" and "));
    if (!standing.isEmpty()) {
      wrong.add("it says that all is undone, and " + standing + " was not");
    }
    for (StepView<?> step : played.view().steps()) {
      if (step.state() == StepState.UNDOING || step.state() == StepState.UNDO_FAILED) {
        wrong.add("it says that all is undone, and " + step.name() + " is " + step.state());
      }
    }
  }

  /** A person must be told; and the former code must have needed that person, too. */
  private void checkEscalated() {
    if (reference.state() != played.state()) {
      wrong.add("it is " + played.state() + reason() + "; the old code: " + reference.state());
    }
    List<String> remaining =
        played.outcome() instanceof SagaOutcome.Stuck<?> stuck ? stuck.remaining() : List.of();
    if (remaining.isEmpty()) {
      wrong.add("it is " + played.state() + ", and nobody is told what remains");
    }
  }

  /** What was done on the strength of something is undone before it. */
  private void checkUndoOrder() {
    for (int later = 0; later < undone.size(); later++) {
      Effect second = effects.get(undone.get(later));
      for (int sooner = 0; sooner < later && second != null; sooner++) {
        Effect first = effects.get(undone.get(sooner));
        boolean inOrder = undone.indexOf(undone.get(later)) > sooner;
        if (first != null && inOrder && isBuiltOn(second.key, first.key)) {
          byChance.add(
              undone.get(sooner) + " is undone before " + undone.get(later) + ", which needs it");
        }
      }
    }
  }

  /** Whether one step waited, directly or not, for another in the plan that called it. */
  private boolean isBuiltOn(String key, String on) {
    for (SagaPlan<?> plan : reference.plans().values()) {
      StepPlan<?> step = plan.find(stepOf(key)).orElse(null);
      StepPlan<?> other = plan.find(stepOf(on)).orElse(null);
      if (step != null && other != null && step != other && waitsFor(plan, step, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean waitsFor(SagaPlan<?> plan, StepPlan<?> step, StepPlan<?> other) {
    return step.dependencies().stream()
        .anyMatch(on -> on == other.index() || waitsFor(plan, plan.step(on), other));
  }

  private static String stepOf(String key) {
    String step = key.substring(key.indexOf(':') + 1);
    return step.contains("#") ? step.substring(0, step.indexOf('#')) : step;
  }
}
