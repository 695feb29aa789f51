package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;

/** What really happened. A proof in which too little happened is none. */
final class Tally {

  int lives;
  int kills;
  int freezes;
  int outages;
  int points;
  int acknowledged;
  int runs;
  int completed;
  int compensated;
  int calls;
  int effects;
  int doubleEffects;
  int repeats;
  int repeatsOfKills;
  int drops;
  int adoptions;
  int late;
  int unknown;
  int waits;
  int waitsOverCrashes;
  int ofFormerOwners;

  /** Counts what the witness and the journal tell. */
  void add(Evidence evidence) {
    for (Evidence.Run run : evidence.runs()) {
      runs++;
      completed += run.header().state() == RunState.COMPLETED ? 1 : 0;
      compensated += run.header().state() == RunState.COMPENSATED ? 1 : 0;
      for (JournalRecord row : run.records()) {
        adoptions += row.kind().equals("adopted") ? 1 : 0;
        unknown += row.kind().equals("gave_up") ? 1 : 0;
        late += row.kind().equals("late_result") ? 1 : 0;
        if (row.kind().equals("retry_at")) {
          waits++;
          waitsOverCrashes += isOverCrash(evidence, run, row) ? 1 : 0;
        }
      }
      evidence.callsOf(run).forEach(this::add);
      doubleEffects += CallRules.doubleEffects(evidence, run);
      repeats += CallRules.repeats(evidence, run);
      repeatsOfKills += CallRules.repeatsOfKills(evidence, run);
      ofFormerOwners += OwnerRules.ofFormerOwners(evidence, run);
    }
  }

  private static boolean isOverCrash(Evidence evidence, Evidence.Run run, JournalRecord wait) {
    return evidence.owned().entrySet().stream()
        .filter(owned -> owned.getKey().shard() == run.shard())
        .anyMatch(owned -> wait.at() < owned.getValue() && owned.getValue() < wait.dueAt());
  }

  private void add(SeenCall call) {
    calls++;
    effects += call.act == Books.Act.EFFECT ? 1 : 0;
    drops += call.end == SeenCall.End.DROPPED ? 1 : 0;
  }

  void add(Tally other) {
    lives += other.lives;
    kills += other.kills;
    freezes += other.freezes;
    outages += other.outages;
    points += other.points;
    acknowledged += other.acknowledged;
    runs += other.runs;
    completed += other.completed;
    compensated += other.compensated;
    calls += other.calls;
    effects += other.effects;
    doubleEffects += other.doubleEffects;
    repeats += other.repeats;
    repeatsOfKills += other.repeatsOfKills;
    drops += other.drops;
    adoptions += other.adoptions;
    late += other.late;
    unknown += other.unknown;
    waits += other.waits;
    waitsOverCrashes += other.waitsOverCrashes;
    ofFormerOwners += other.ofFormerOwners;
  }

  void atLeast(String what, int number, int least) {
    assertThat(number).as("%s, of %s", what, this).isGreaterThanOrEqualTo(least);
  }

  @Override
  public String toString() {
    return String.format(
        "%d workers, %d kills under load, %d freezes, %d outages, %d crash points, %d runs (%d starts acknowledged, %d"
            + " completed, %d compensated), %d calls, %d effects, %d double effects, %d repeated"
            + " calls (%d because of a kill), %d dropped replies, %d adoptions, %d late results, %d"
            + " unknown outcomes, %d durable waits (%d over a crash), %d calls of former owners",
        lives,
        kills,
        freezes,
        outages,
        points,
        runs,
        acknowledged,
        completed,
        compensated,
        calls,
        effects,
        doubleEffects,
        repeats,
        repeatsOfKills,
        drops,
        adoptions,
        late,
        unknown,
        waits,
        waitsOverCrashes,
        ofFormerOwners);
  }
}
