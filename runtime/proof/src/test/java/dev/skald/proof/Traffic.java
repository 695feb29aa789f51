package dev.skald.proof;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs of all sagas on workers that share a journal: as many are under way as there should be,
 * whatever happens to the workers, and each is asked of somebody who is awake. One worker at a time
 * may be away. It comes back where it was, and thinks that it owns what it owned.
 */
final class Traffic {

  /** How long workers own what they own without a word. */
  static final Duration LEASE = Duration.ofSeconds(1);

  /** How long a worker is away: its lease is over, and others have taken over what it owned. */
  private static final long AWAY_NANOS = LEASE.multipliedBy(3).plusMillis(200).toNanos();

  private static final List<String> SAGAS = List.copyOf(Graph.ALL.keySet());
  private static final int ROUNDS = Proof.isLong() ? 20 : 1;
  private static final int UNDER_WAY = 30;

  final Nodes nodes;
  final SplittableRandom random;

  /** Whoever is away, {@code null} if nobody is: the others must be able to go on. */
  private @Nullable Away away;

  private Traffic(Nodes nodes, SplittableRandom random) {
    this.nodes = nodes;
    this.random = random;
  }

  /**
   * Plays rounds, each with a journal of its own, and demands that they were worth it.
   *
   * @return what was seen in all of them
   */
  static Tally play(
      String test, BiFunction<String, Long, Nodes> made, int rounds, Consumer<Traffic> round) {
    Tally total = new Tally();
    for (int i = 0; i < rounds; i++) {
      long seed = Proof.seed();
      Proof.run(
          test,
          made,
          seed,
          total,
          nodes -> round.accept(new Traffic(nodes, new SplittableRandom(seed))));
    }
    System.out.println(test + ": " + total);
    total.atLeast("acknowledged runs", total.acknowledged, 40 * rounds);
    total.atLeast("completed runs", total.completed, 15 * rounds);
    total.atLeast("compensated runs", total.compensated, 10 * rounds);
    total.atLeast("repeats because of a kill", total.repeatsOfKills, 10 * rounds);
    total.atLeast("dropped replies", total.drops, 5 * rounds);
    total.atLeast("adoptions", total.adoptions, 20 * rounds);
    return total;
  }

  /** How many rounds a build plays. */
  static int rounds() {
    return Proof.isReplay() ? 1 : ROUNDS;
  }

  /** Goes on until a worker may be hit: not the only one that is awake, and not in idleness. */
  void flow(int mostEvents) {
    nodes.await(() -> nodes.awake().size() >= 2);
    int moment = nodes.heard.events + 1 + random.nextInt(mostEvents);
    while (nodes.heard.events < moment) {
      topUp();
      int before = nodes.heard.events;
      nodes.await(() -> nodes.heard.events > before || isShort());
    }
  }

  /** Somebody who is awake. */
  int pick() {
    List<Integer> awake = nodes.awake();
    return awake.get(random.nextInt(awake.size()));
  }

  /** Lets a worker leave, when the one that is away has returned. */
  void goAway(Runnable leaves, Runnable comesBack) {
    letReturn();
    leaves.run();
    away = new Away(System.nanoTime(), comesBack);
  }

  /** Not before its lease has been over for long; the others do not wait meanwhile. */
  void letReturn() {
    Away who = away;
    if (who == null) {
      return;
    }
    while (!who.isLongGone()) {
      topUp();
      int before = nodes.heard.events;
      nodes.await(() -> nodes.heard.events > before || isShort() || who.isLongGone());
    }
    who.comesBack.run();
    away = null;
  }

  private boolean isShort() {
    return nodes.heard.open().size() < UNDER_WAY && !nodes.awake().isEmpty();
  }

  private void topUp() {
    while (isShort()) {
      String saga = SAGAS.get(random.nextInt(SAGAS.size()));
      nodes.start(pick(), saga + "/run-" + nodes.heard.asked.size());
    }
  }

  /** Since when, and how it comes back. */
  private record Away(long since, Runnable comesBack) {

    boolean isLongGone() {
      return System.nanoTime() - since >= AWAY_NANOS;
    }
  }
}
