package dev.skald.testkit.contract;

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

  static NodeStep random(SplittableRandom random, int number) {
    Kind[] kinds = Kind.values();
    Kind kind = random.nextInt(5) < 3 ? Kind.JOURNAL : kinds[random.nextInt(kinds.length)];
    return new NodeStep(kind, random.nextInt(NODES), ScriptedStep.random(random, number));
  }
}
