package dev.skald.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who may call for one run, when it has had several owners. A call that was being made when its
 * worker froze, or lost the run, may still come; what is begun later must not.
 */
final class OwnerRules {

  /**
   * How long a thread may take from its last look at the lease until its call is sent, on a machine
   * that is busy with much else.
   */
  private static final long ON_ITS_WAY_MILLIS = 2_000;

  private OwnerRules() {}

  static List<String> check(Evidence evidence, Evidence.Run run) {
    List<String> problems = new ArrayList<>();
    for (SeenCall call : evidence.callsOf(run)) {
      long sent = call.request.sent();
      OptionalLong lost = lostAt(evidence, run, call.epoch());
      if (lost.isPresent() && sent > goneOn(evidence, lost.getAsLong(), sent) + ON_ITS_WAY_MILLIS) {
        problems.add(
            "the call "
                + call
                + " was sent "
                + (sent - lost.getAsLong())
                + " ms after another"
                + " worker had come to own the run");
      }
    }
    return problems;
  }

  /** How many calls were sent by somebody who did not own the run any more. */
  static int ofFormerOwners(Evidence evidence, Evidence.Run run) {
    return (int)
        evidence.callsOf(run).stream()
            .filter(
                call -> {
                  OptionalLong lost = lostAt(evidence, run, call.epoch());
                  return lost.isPresent() && call.request.sent() > lost.getAsLong();
                })
            .count();
  }

  /** When the next one had come to own the run. */
  private static OptionalLong lostAt(Evidence evidence, Evidence.Run run, long epoch) {
    return evidence.ownedBy().entrySet().stream()
        .filter(owned -> owned.getKey().shard() == run.shard() && owned.getKey().epoch() > epoch)
        .mapToLong(owned -> owned.getValue())
        .min();
  }

  /** From when on a call was on its way for sure: the last thaw before it was sent, if any. */
  private static long goneOn(Evidence evidence, long lost, long sent) {
    return evidence.thawed().stream()
        .mapToLong(thawed -> thawed)
        .filter(thawed -> lost < thawed && thawed <= sent)
        .max()
        .orElse(lost);
  }
}
