package dev.skald.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One operation of a script for several nodes.
 *
 * @param kind which operation
 * @param node which node it concerns
 * @param step the operation on its journal, or what else there is to choose
 */
record NodeStep(Kind kind, int node, ScriptedStep step) {

  /** With more, the nodes' shares are not the same: who has one more is a store's own affair. */
  static final int NODES = 2;

  enum Kind {
    /** What a journal without company does, too. */
    JOURNAL,
    RENEW,
    /** Renews, gives back what is too much, and claims what is left, as an engine does. */
    TAKE_UP,
    RELEASE_SURPLUS,
    RELEASE_SOME,
    LEAVE,
    MAY_CALL,
    /** The node is not heard of until its lease has lapsed; the others are. */
    LAPSE,
    CLAIM_CREATED,
    FIRST_IN_LINE,
    HEADERS,
    SEND,
    LETTERS,
    ANSWER,
    ANSWER_WITH_RECORDS,
    ANSWERS
  }

  /** What leads to runs that are owned, written to, taken over and answered for. */
  private static final Kind[] OFTEN = {
    Kind.TAKE_UP,
    Kind.TAKE_UP,
    Kind.RENEW,
    Kind.MAY_CALL,
    Kind.LAPSE,
    Kind.CLAIM_CREATED,
    Kind.FIRST_IN_LINE,
    Kind.SEND,
    Kind.LETTERS,
    Kind.ANSWER_WITH_RECORDS,
    Kind.ANSWER_WITH_RECORDS
  };

  /** How many steps a node makes whose lease has lapsed, or that leaves, before another one's. */
  private static final int IN_ROW = 5;

  /** Two nodes that share a journal with some runs, and then all sorts of things. */
  static List<NodeStep> script(SplittableRandom random, int steps) {
    List<NodeStep> script = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      script.add(new NodeStep(Kind.RELEASE_SURPLUS, node, ScriptedStep.random(random, node)));
    }
    for (int run = 0; run < ScriptedStep.RUNS - 2; run++) {
      ScriptedStep create = ScriptedStep.create(run, script.size());
      script.add(new NodeStep(Kind.JOURNAL, random.nextInt(NODES), create));
    }
    int node = 0;
    int inRow = 0;
    int back = 0;
    while (script.size() < steps) {
      if (inRow-- <= 0 && random.nextInt(4) == 0) {
        node = random.nextInt(NODES);
      }
      ScriptedStep step = ScriptedStep.random(random, script.size());
      Kind kind = kind(random);
      // Who begins again too often owns nothing most of the time.
      boolean begins = kind == Kind.JOURNAL && step.kind() == ScriptedStep.Kind.REOPEN;
      if ((begins || kind == Kind.LEAVE) && random.nextInt(4) > 0) {
        kind = Kind.TAKE_UP;
      }
      script.add(new NodeStep(kind, node, step));
      if (kind == Kind.LAPSE) {
        inRow = IN_ROW;
      }
      if (kind == Kind.LEAVE) {
        // For some steps; then it comes back.
        back = script.size() + IN_ROW;
        inRow = IN_ROW;
      }
      if (script.size() == back) {
        script.add(new NodeStep(Kind.JOURNAL, node, ScriptedStep.reopen(back)));
      }
    }
    return script;
  }

  private static Kind kind(SplittableRandom random) {
    Kind[] kinds = random.nextInt(3) > 0 ? OFTEN : Kind.values();
    return random.nextInt(5) < 3 ? Kind.JOURNAL : kinds[random.nextInt(kinds.length)];
  }
}
