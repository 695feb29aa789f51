package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters between nodes: sends wishes for runs owned elsewhere, and works off those that come for
 * runs owned here. A letter is worked off until it is answered, by one owner of its run after the
 * other; its answer becomes durable together with what it caused, so that it has one effect.
 */
final class Post {

  private static final Logger LOG = LoggerFactory.getLogger(Post.class);

  /** Longer than it takes others to take over from the owner of the run. */
  private static final long PATIENCE_MILLIS = 30_000;

  /** Within this time an answer comes, if the owner of the run is there. */
  private static final long EXPECTED_MILLIS = 1_000;

  private static final long AGAIN_MILLIS = 1_000;
  private static final int PAGE = 500;

  private final Environment environment;
  private final JournalCluster cluster;
  private final SagaTypes types;
  private final Map<UUID, CompletableFuture<Reply>> sent = new ConcurrentHashMap<>();

  /** Letters that are being worked off, or are to be looked at again a little later. */
  private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

  /** When the last letter was sent. */
  private volatile long sentAt;

  Post(Environment environment, JournalCluster cluster, SagaTypes types) {
    this.environment = environment;
    this.cluster = cluster;
    this.types = types;
  }

  /** Sends a wish to the owner of its run; completes when it is answered. */
  CompletableFuture<Reply> send(RunHeader to, Wish wish) {
    Letter letter = Letters.of(environment.newRunId(), to, wish);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    sent.put(letter.id(), reply);
    sentAt = environment.now();
    reply.whenComplete((answer, failure) -> sent.remove(letter.id()));
    try {
      cluster.send(letter);
    } catch (JournalException e) {
      reply.completeExceptionally(e);
      return reply;
    }
    RunKey key = RunKey.of(to);
    Environment.Timer timer =
        environment.schedule(
            PATIENCE_MILLIS,
            () ->
                reply.completeExceptionally(
                    new JournalException(
                        "No node has answered for "
                            + key
                            + " yet, so it is not known whether this is done; it may still be. Look"
                            + " at the run before you say it again")));
    reply.whenComplete((answer, failure) -> timer.cancel());
    return reply;
  }

  /**
   * Looks for answers to what was sent, and for letters that came.
   *
   * @return whether more is likely to come: there was something, or an answer is expected
   */
  boolean look(Wishes wishes) {
    boolean more = hear();
    for (Letter letter : cluster.letters(PAGE)) {
      // A saga may be registered a moment after the engine was opened.
      if (types.has(letter.saga()) && inHand.add(letter.id())) {
        workOff(letter, wishes);
        more = true;
      }
    }
    return more;
  }

  private boolean hear() {
    List<UUID> asked = new ArrayList<>(sent.keySet());
    for (int from = 0; from < asked.size(); from += PAGE) {
      List<UUID> some = asked.subList(from, Math.min(asked.size(), from + PAGE));
      cluster.answers(some).forEach(this::answered);
    }
    return !asked.isEmpty() && environment.now() - sentAt < EXPECTED_MILLIS;
  }

  private void answered(UUID letter, byte[] answer) {
    CompletableFuture<Reply> reply = sent.get(letter);
    if (reply != null) {
      reply.complete(Reply.decode(answer));
    }
  }

  private void workOff(Letter letter, Wishes wishes) {
    try {
      wishes
          .workOff(letter)
          .thenAccept(
              reply -> {
                reply.ifPresent(told -> cluster.answer(Wishes.answer(letter, told)));
                inHand.remove(letter.id());
              })
          .exceptionally(
              failure -> {
                later(letter, failure);
                return null;
              });
    } catch (RuntimeException | Error e) {
      later(letter, e);
    }
  }

  private void later(Letter letter, Throwable why) {
    LOG.debug("What is wanted of {} is looked at again", letter.key(), why);
    environment.schedule(AGAIN_MILLIS, () -> inHand.remove(letter.id()));
  }

  /** The engine is closed: nobody hears an answer any more. */
  void close() {
    for (CompletableFuture<Reply> reply : sent.values()) {
      reply.completeExceptionally(
          new JournalException(
              "The engine was closed before an answer came, so it is not known whether this is"
                  + " done"));
    }
  }
}
