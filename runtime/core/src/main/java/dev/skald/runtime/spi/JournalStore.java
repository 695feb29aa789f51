package dev.skald.runtime.spi;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps journals, for one engine. {@link #commit} is called by one thread at a time, unless the
 * store {@linkplain #commitsAtOnce says otherwise}; all other methods by any thread, also during a
 * commit. No method runs user code. Every method throws {@link dev.skald.runtime.JournalException}
 * where the place behind the store fails, and after {@link #close}.
 *
 * <p>As a rule a store owns everything in its place. One that shares it with others says so by
 * {@link #cluster}; then every run belongs to a shard, and a shard to one store at a time.
 */
public interface JournalStore extends AutoCloseable {

  /**
   * The fencing token that a run created or claimed now would carry. Asks only what the store
   * knows: no waiting, no failure, also after {@link #close}.
   *
   * <p>A refused epoch does not come back. Once {@link #commit} has answered {@link
   * WriteResult#FENCED} for a run that was created or claimed with this epoch, it does not take a
   * write with it again, even if nobody else has taken the run. In a cluster this store then owns
   * nothing of the run's shard, until it takes the shard with a higher epoch: whoever was refused
   * lets go of the runs in it, and only what is claimed anew is taken up again.
   *
   * @param saga the saga's name
   * @param key the business key
   * @return the epoch, 1 or more, which never decreases for a run; without {@link #cluster} the
   *     same for all and until the end. In a cluster 0 if this store does not own the run's shard
   */
  long epochFor(String saga, String key);

  /**
   * Whether this store owns a run: it was created or claimed through it, and nobody is known to
   * have taken it since. Asks only what the store knows: no waiting, no failure, also after {@link
   * #close}. A hint, then: what is true is what {@link #commit} answers, and in a cluster, after it
   * has answered {@link WriteResult#FENCED}, this says so, too.
   *
   * @param run the run
   * @return whether the header carries the epoch that this store holds the run with
   */
  default boolean owns(RunHeader run) {
    return run.epoch() > 0 && run.epoch() == epochFor(run.saga(), run.key());
  }

  /**
   * Writes a batch in one transaction. When it returns, every part that is answered {@link
   * WriteResult#DURABLE} has reached the disk (or whatever the store calls durable), in the order
   * of the batch for parts of one run; parts answered otherwise have left no trace, and do not harm
   * the others.
   *
   * @param batch one part or more, at most 256 records and about 1 MiB unless a single part is
   *     larger; several parts may concern one run
   * @return one result for each part, in their order
   * @throws UnknownCommitException if the batch may or may not be durable
   * @throws dev.skald.runtime.JournalException if nothing of the batch is durable
   */
  List<WriteResult> commit(List<JournalWrite> batch);

  /**
   * Whether nothing is won by handing over several parts together, because a commit waits for
   * nothing and takes no lock that all commits share. Then the engine commits each decision by
   * itself on the thread that made it, callers' threads included: several threads commit at a time,
   * though never two for one run.
   *
   * @return the same each time; false by default, as is right for everything that has to wait for a
   *     disk or another process
   */
  default boolean commitsAtOnce() {
    return false;
  }

  /**
   * Looks up a run; sees everything that was durable before the call.
   *
   * @param saga the saga's name
   * @param key the business key
   * @return its header, or empty
   */
  Optional<RunHeader> find(String saga, String key);

  /**
   * Reads records of a run in their order; sees everything that was durable before the call.
   *
   * @param run the run's identity
   * @param fromSeq the first sequence number to read
   * @param limit how many at the most, 1 or more
   * @return the records; fewer than the limit means there are no more
   */
  List<JournalRecord> read(UUID run, int fromSeq, int limit);

  /**
   * Looks up several runs, and reads what their journals begin with; sees everything that was
   * durable before the call. To be overridden where each question costs a way to another process:
   * by default it is two for each run.
   *
   * @param runs headers, of which only the saga's name and the key count
   * @param limit how many records of each at the most, 1 or more
   * @return the runs that there are, in any order; fewer records than the limit means there are no
   *     more
   */
  default List<StoredRun> findAll(Collection<RunHeader> runs, int limit) {
    List<StoredRun> found = new ArrayList<>(runs.size());
    for (RunHeader run : runs) {
      find(run.saga(), run.key())
          .ifPresent(now -> found.add(new StoredRun(now, read(now.id(), 0, limit))));
    }
    return found;
  }

  /**
   * Makes this store the owner of runs that a former owner left and that are not at their end
   * (including parked, stuck and quarantined ones), oldest first. Each is given once. When it
   * returns, appends of the former owner are refused. In a cluster: runs in shards this store owns,
   * whose epoch is lower than the shard's; those are also runs that were created elsewhere, so that
   * there may be more later. If a call fails although it may have claimed runs, a later one gives
   * them again, or the shard has a higher epoch by then.
   *
   * @param saga only runs of this saga
   * @param limit how many at the most, 1 or more
   * @return their headers with the new epoch; empty if there are none left
   */
  List<RunHeader> claim(String saga, int limit);

  /**
   * Makes this store the owner of one run, whatever its state and whoever owned it. When it
   * returns, appends of the former owner are refused.
   *
   * @param run the run's identity
   * @return its header with the new epoch; empty if there is no such run, or, in a cluster, if its
   *     shard is not this store's
   */
  Optional<RunHeader> claim(UUID run);

  /**
   * Finds the runs that stand first in a queue for a lock which a run that has ended held, or
   * waited for, before them. In a cluster they may be anybody's; where that is another node, the
   * store may give it a hint. Once that was answered, the places of a run at its end may be
   * removed, and a second question may find nobody; one that fails has changed nothing.
   *
   * @param ended the identity of a run at its end
   * @return headers of runs not at their end, without doubles; a hint, for locks are asked for
   *     again
   */
  List<RunHeader> nextInLine(UUID ended);

  /**
   * Transactions in which users' changes and records become durable together.
   *
   * @return what the store offers, or empty if it keeps nothing of users' data
   */
  default Optional<JournalTransactions> transactions() {
    return Optional.empty();
  }

  /**
   * What there is between stores that share one place.
   *
   * @return the same object each time, or empty if this store owns everything in its place
   */
  default Optional<JournalCluster> cluster() {
    return Optional.empty();
  }

  /**
   * Finds runs that this store owns and that want to be looked at.
   *
   * @param upTo the time, in milliseconds since the epoch, up to which {@link RunHeader#wakeAt} is
   *     due, inclusive
   * @param limit how many at the most, 1 or more
   * @return their headers, earliest wake-up first
   */
  List<RunHeader> due(long upTo, int limit);

  /**
   * Lists runs for people, newest first, by keyset: a page costs the same however far back it is.
   *
   * @param query which
   * @return one page
   */
  RunPage list(RunQuery query);

  /**
   * Removes runs that came to their end long ago, with all that is kept of them, one page at a
   * time. Looks at runs in the order of their creation, in a cluster at those in shards this store
   * owns, and removes those of them that are at their end and to whose journal nothing was written
   * since. A run goes whole or not at all; afterwards there is none of its saga and key, and there
   * may be another one. So that commits never wait for long, the runs that are removed together
   * have no more than about 500 records, unless a single one has more; a page then ends early.
   *
   * <p>Durable when it returns. If it throws, the runs of the page may be removed or not; asking
   * again does no harm.
   *
   * @param before a run whose last record was decided at this time or later stays; in milliseconds
   *     since the epoch
   * @param cursor where the last page ended, {@code null} to begin with the oldest run
   * @param limit how many runs are looked at, at the most, 1 or more
   * @return how far it came. A page of which no run was started before the time is the last one
   */
  PurgePage purge(long before, @Nullable String cursor, int limit);

  /**
   * Gives up ownership and frees all resources; a transaction that is open is undone as by its own
   * {@code close}, without waiting for user code. Idempotent.
   */
  @Override
  void close();
}
