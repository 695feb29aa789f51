package dev.skald.runtime.spi;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run's part of a batch. */
public sealed interface JournalWrite {

  /**
   * The records to write.
   *
   * @return the records, their sequence numbers gap-free and ascending; none in an append that
   *     changes the header alone or only answers, and in a wish for locks
   */
  List<JournalRecord> records();

  /**
   * A new run. It exists afterwards, with the given header and records, unless there was already
   * one of that saga and key, which then stays as it is.
   *
   * <p>In a cluster this is not refused for want of the run's shard. If this store does not hold it
   * with the header's epoch when the run becomes durable, the run is made for whoever owns the
   * shard, now or later: it carries epoch 0, and the answer is {@link WriteResult#ELSEWHERE}.
   *
   * @param run the header; without {@link JournalStore#cluster} its {@code epoch} is replaced by
   *     the store's own
   * @param records the first records, from sequence number 0
   */
  record Create(RunHeader run, List<JournalRecord> records) implements JournalWrite {
    /** Copies the list. */
    public Create {
      records = List.copyOf(records);
    }
  }

  /**
   * More records of a run that this store owns: it was created or claimed with the epoch.
   *
   * @param run the run's identity
   * @param epoch the epoch the caller holds the run with
   * @param records the records, following the last one without a gap
   * @param change what becomes of the header, {@code null} if it stays as it is
   * @param answer the answer to the letter that asked for this, durable if and only if all of it
   *     is; {@code null} if none did, as is always so without {@link JournalStore#cluster}. A
   *     letter that is answered already makes the whole part {@link WriteResult#EXISTS}
   */
  record Append(
      UUID run,
      long epoch,
      List<JournalRecord> records,
      @Nullable Change change,
      @Nullable Answer answer)
      implements JournalWrite {
    /** Copies the list. */
    public Append {
      records = List.copyOf(records);
    }

    /**
     * For what no letter asked for.
     *
     * @param run the run's identity
     * @param epoch the epoch the caller holds the run with
     * @param records the records, following the last one without a gap
     * @param change what becomes of the header, {@code null} if it stays as it is
     */
    public Append(UUID run, long epoch, List<JournalRecord> records, @Nullable Change change) {
      this(run, epoch, records, change, null);
    }
  }

  /**
   * A run wants to hold locks, all together, until its end. It takes its place in the queue of each
   * at once, unless it has it already, so that runs that want several never wait for each other in
   * a circle. A run holds a lock while it stands first in the queue among the runs that are not at
   * their end; {@link WriteResult#DURABLE} says that it holds all of these, {@link
   * WriteResult#QUEUED} that it does not yet. To find out later, it is written again.
   *
   * @param run the run's identity
   * @param epoch the epoch the caller holds the run with
   * @param keys the locks, at least one
   */
  record Lock(UUID run, long epoch, List<LockKey> keys) implements JournalWrite {
    /** Copies the list. */
    public Lock {
      keys = List.copyOf(keys);
    }

    @Override
    public List<JournalRecord> records() {
      return List.of();
    }
  }

  /**
   * What became of what a letter asked for.
   *
   * @param letter the letter's identity
   * @param bytes the answer, as the engine encodes it; nobody changes the array
   */
  record Answer(UUID letter, byte[] bytes) {}

  /**
   * A change of the header.
   *
   * @param state the new state
   * @param wakeAt the new wake-up, {@link RunHeader#NEVER} for none
   */
  record Change(RunState state, long wakeAt) {}
}
