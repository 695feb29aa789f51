package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets runs aside that cannot go on: nothing is done with them until they are looked at again. */
final class Aside {

  private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

  private final JournalStore store;
  private final Committer committer;
  private final Watchers watchers;
  private final Consumer<RunHeader> parked;
  private final Consumer<RunKey> unsure;

  /**
   * Makes one.
   *
   * @param parked told, on the committing thread, of each run that is durably set aside for want of
   *     its plan
   * @param unsure told of each run of which it is not known whether it is durably set aside, so
   *     that it has to be looked at again
   */
  Aside(
      JournalStore store,
      Committer committer,
      Watchers watchers,
      Consumer<RunHeader> parked,
      Consumer<RunKey> unsure) {
    this.store = store;
    this.committer = committer;
    this.watchers = watchers;
    this.parked = parked;
    this.unsure = unsure;
  }

  /** Sets a run aside; people see why. */
  void set(RunHeader header, RunState state, Failure why) {
    RunKey key = RunKey.of(header);
    if (state == RunState.QUARANTINED) {
      watchers.rested(key, new Rest.Unreadable(key, state, why));
    }
    if (header.state() == state || header.state().isEnd() || !store.owns(header)) {
      // What has ended stays so, whoever can read it.
      return;
    }
    RunLog.cannotGoOn(key, state, why);
    JournalWrite.Change change = new JournalWrite.Change(state, RunHeader.NEVER);
    var write = new JournalWrite.Append(header.id(), header.epoch(), List.of(), change);
    committer.submit(new Ticket(this, header, write), false);
  }

  /** Sets a run aside that harms the engine each time it is looked at. */
  void quarantine(RunKey key, RuntimeException why) {
    Failure failure =
        new Failure(Failure.Kind.UNREADABLE, null, why.getClass().getName(), "" + why.getMessage());
    store
        .find(key.saga(), key.key())
        .ifPresent(header -> set(header, RunState.QUARANTINED, failure));
  }

  private record Ticket(Aside aside, RunHeader header, JournalWrite.Append write)
      implements Committer.Ticket {

    @Override
    public void committed(WriteResult result) {
      JournalWrite.Change change = write.change();
      if (result != WriteResult.DURABLE) {
        LOG.warn("That {} is set aside could not be journaled: {}", header.key(), result);
      } else if (change != null && change.state() == RunState.PARKED) {
        aside.parked.accept(header);
      }
    }

    @Override
    public void failed(JournalException failure) {
      LOG.warn("That {} is set aside could not be journaled", header.key(), failure);
      aside.unsure.accept(RunKey.of(header));
    }
  }
}
