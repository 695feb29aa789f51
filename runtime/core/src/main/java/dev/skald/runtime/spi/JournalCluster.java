package dev.skald.runtime.spi;

import dev.skald.runtime.journal.RunHeader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a store offers that shares its place with others. Each store is a node with a lease, which
 * is time and serves liveness; each run belongs to a shard, by a hash of saga and key that never
 * changes, and each shard has an epoch, which is a counter, grows with each owner, and serves
 * safety: whatever is written to a run is refused unless its shard is held with the epoch it names.
 *
 * <p>A lease that has lapsed is never revived. The store then goes on as a new node, which owns
 * nothing at first. Nobody has to open it again.
 *
 * <p>Safe for use by any thread, but for {@link #renew}, {@link #release} and {@link #leave}, which
 * one thread at a time calls. All that wait do so for the place behind the store, and throw {@link
 * dev.skald.runtime.JournalException} where it fails.
 */
public interface JournalCluster {

  /**
   * How often the lease wants to be renewed; a small part of the time it lasts.
   *
   * @return the time from one {@link #renew} to the next
   */
  Duration renewEvery();

  /**
   * Renews the lease, and takes shards that nobody owns or whose owner's lease has lapsed, up to
   * this node's fair share, each with a higher epoch. Never waits for a former owner. When it
   * returns, what the former owners of these shards still write is refused. Also clears away what
   * is answered and old. The first call makes this a node: before that nobody counts it.
   *
   * @return what this node holds now
   * @throws dev.skald.runtime.JournalException if the place fails; nothing is lost by that until
   *     the lease lapses
   */
  Holdings renew();

  /**
   * Whether the lease is valid for sure, by a clock that never jumps, counted from before the last
   * renewal was asked for. Past that nothing must be called for any run; what is called already may
   * be reported, and the commit decides. No waiting, no failure.
   *
   * @return true while no other node can have taken over
   */
  boolean mayCall();

  /**
   * The shard of a run. No waiting, no failure.
   *
   * @param saga the saga's name
   * @param key the business key
   * @return its number, from 0
   */
  int shardOf(String saga, String key);

  /**
   * Gives shards back. When it returns, others may take them at once, and {@link JournalStore#owns}
   * is false for their runs. What this node does not own is passed over.
   *
   * @param shards the shards' numbers
   */
  void release(Set<Integer> shards);

  /**
   * This node is about to stop: from now on it takes no shards, and nobody counts it when shares
   * are reckoned. What it owns it keeps until it gives it back, is closed, or lapses.
   */
  void leave();

  /**
   * Makes this store the owner of runs in its shards that were created elsewhere and that nobody
   * has taken up yet (their epoch is 0), oldest first. Each is given once: unlike those of {@link
   * JournalStore#claim(String, int)}, which gives them too, nothing of them can have been called.
   *
   * @param sagas only runs of these sagas
   * @param limit how many at the most, 1 or more
   * @return their headers with the new epoch; empty if there are none at the moment
   */
  List<RunHeader> claimCreated(Collection<String> sagas, int limit);

  /**
   * Finds runs of this store that were answered {@link WriteResult#QUEUED} and before which no run
   * that is not at its end stands in any of the queues they wait in: if they ask again, they hold
   * the locks.
   *
   * @param limit how many at the most, 1 or more
   * @return their headers
   */
  List<RunHeader> firstInLine(int limit);

  /**
   * Looks up runs by their identities; sees everything that was durable before the call.
   *
   * @param runs their identities, at most 500
   * @return the headers of those that exist, in any order
   */
  List<RunHeader> headers(Collection<UUID> runs);

  /**
   * Sends a letter to whoever owns a run, now or later. It is durable when this returns, and may be
   * if it throws. Sending it again changes nothing, answered or not.
   *
   * @param letter the letter
   */
  void send(Letter letter);

  /**
   * Letters that are not answered yet, to runs in shards this node owns as far as it knows: no
   * place could tell more, for by the time the answer is there another node may own them. Whoever
   * works a letter off for a shard that is lost is refused when it commits the answer.
   *
   * @param limit how many at the most, 1 or more
   * @return the letters, oldest first
   */
  List<Letter> letters(int limit);

  /**
   * Answers a letter for which nothing is written to its run; where something is, {@link
   * JournalWrite.Append} carries the answer. Durable when it returns. Nothing is written if the
   * letter is answered already, or if this node does not own the run's shard any more.
   *
   * @param answer the answer
   */
  void answer(JournalWrite.Answer answer);

  /**
   * Finds answers. They are kept for some minutes at least.
   *
   * @param letters the identities of letters, at most 500
   * @return those of them that are answered, each with its answer
   */
  Map<UUID, byte[]> answers(Collection<UUID> letters);
}
