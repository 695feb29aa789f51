package dev.skald.runtime.engine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.StoredRun;
import dev.skald.runtime.spi.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Makes copies of runs from the journal. One that cannot be read here is set aside. */
final class Activation {

  private final RunHost host;
  private final Copies copies;
  private final JournalStore store;
  private final Loader loader;
  private final Aside aside;

  /** Whether other nodes may own a run. */
  private final boolean shared;

  /** Runs that may be ours without anybody's having taken them up: a claim was not answered. */
  private final Set<UUID> unclear = ConcurrentHashMap.newKeySet();

  Activation(RunHost host, Copies copies, JournalStore store, Loader loader, Aside aside) {
    this.host = host;
    this.copies = copies;
    this.store = store;
    this.loader = loader;
    this.aside = aside;
    this.shared = store.cluster().isPresent();
  }

  /**
   * The run in memory, taken up from the journal if it is not there.
   *
   * @return the run, or empty if there is none, or it is not this engine's, or cannot be read here
   */
  Optional<Run> activate(RunKey key) {
    Run run = copies.get(key);
    while (run == null) {
      int mark = copies.mark(key);
      RunHeader header = store.find(key.saga(), key.key()).orElse(null);
      if (header == null || !mayBeRead(header)) {
        return Optional.ofNullable(copies.get(key));
      }
      Loaded loaded = loader.load(header);
      if (loaded instanceof Loaded.Readable journal) {
        run = copies.enter(key, mark, () -> new Run(host, header, journal));
      } else if (copies.isFree(key, mark)) {
        setAside(header, loaded);
        return Optional.empty();
      } else {
        // Its start has a copy, and may have brought it to its end since: the header is old.
        run = copies.get(key);
      }
    }
    return Optional.of(run);
  }

  private void setAside(RunHeader header, Loaded loaded) {
    if (loaded instanceof Loaded.NoPlan missing) {
      aside.set(header, RunState.PARKED, missing.failure());
    } else if (loaded instanceof Loaded.Unreadable unreadable) {
      aside.set(header, RunState.QUARANTINED, unreadable.failure());
    }
  }

  /**
   * Makes copies of runs that were just claimed, for {@link #activate} to find. All are read
   * together: where the journal is another process, each question costs more than its answer. What
   * cannot be read like that is left to it.
   */
  void activateAll(List<RunHeader> claimed) {
    Map<RunKey, Integer> marks = new HashMap<>();
    claimed.forEach(header -> marks.put(RunKey.of(header), copies.mark(RunKey.of(header))));
    for (StoredRun found : loader.findAll(claimed)) {
      RunKey key = RunKey.of(found.header());
      if (copies.get(key) == null
          && mayBeRead(found.header())
          && loader.load(found) instanceof Loaded.Readable journal) {
        copies.enter(key, marks.get(key), () -> new Run(host, found.header(), journal));
      }
    }
  }

  private boolean mayBeRead(RunHeader header) {
    if (!store.owns(header) && (shared || !header.state().isEnd())) {
      // Not claimed yet: this copy could write nothing, and would stand in the way of one that can.
      return false;
    }
    // Its start has a copy of it, which is about to make the first calls.
    return copies.start(header.id()) == null;
  }

  /**
   * The run in memory, whatever its state: one that nobody has taken up yet is claimed out of turn.
   *
   * @return the run, or empty if there is none or it cannot be read here
   */
  Optional<Taken> take(RunKey key) {
    Run found = copies.get(key);
    // One that this node has lost since is about to be dropped, and would do nothing.
    if (found != null && (!shared || store.owns(found.header()))) {
      unclear.remove(found.id());
      return Optional.of(new Taken(found, false));
    }
    return store.find(key.saga(), key.key()).flatMap(this::take);
  }

  private Optional<Taken> take(RunHeader header) {
    CompletableFuture<WriteResult> start = copies.start(header.id());
    if (start != null) {
      host.environment().await(start);
    }
    boolean left = !store.owns(header) || unclear.contains(header.id());
    boolean here = store.epochFor(header.saga(), header.key()) > 0;
    if (left && (!here || !isClaimed(header))) {
      return Optional.empty();
    }
    return activate(RunKey.of(header)).map(run -> new Taken(run, left && !header.state().isEnd()));
  }

  private boolean isClaimed(RunHeader header) {
    try {
      Optional<RunHeader> claimed = store.claim(header.id());
      unclear.remove(header.id());
      claimed.ifPresent(this::letGoOfFormer);
      return claimed.isPresent();
    } catch (RuntimeException | Error e) {
      // If it is ours by now, nobody else takes it up, and whoever asked for it need not come back.
      if (unclear.add(header.id())) {
        host.claimLater(RunKey.of(header));
      }
      throw e;
    }
  }

  /**
   * Drops a copy of a run that was just claimed with a higher epoch. It came into memory when those
   * of the former epoch had been dropped, because its start was answered late; or this node does
   * not know yet that it had lost the shard. It could write nothing. What is posted to it from here
   * on goes to the copy after it.
   */
  void letGoOfFormer(RunHeader claimed) {
    Run former = copies.get(RunKey.of(claimed));
    if (former != null && former.header().epoch() < claimed.epoch()) {
      former.post(new Parting(true));
    }
  }

  /** A run that could not be taken because another node owns it, or nobody does yet. */
  Optional<RunHeader> elsewhere(RunKey key) {
    return shared
        ? store.find(key.saga(), key.key()).filter(header -> !store.owns(header))
        : Optional.empty();
  }

  /** Why a run cannot be taken. */
  RuntimeException refusal(RunKey key) {
    return store
        .find(key.saga(), key.key())
        .<RuntimeException>map(
            header ->
                new VerbRefusedException("Nothing can be done with " + key + ": " + why(header)))
        .orElseGet(() -> new UnknownRunException("There is no run " + key));
  }

  private String why(RunHeader header) {
    Loaded loaded = loader.load(header);
    if (loaded instanceof Loaded.NoPlan missing) {
      return missing.failure().toString();
    }
    return loaded instanceof Loaded.Unreadable unreadable
        ? unreadable.failure().toString()
        : "it is just being taken up; try again in a moment";
  }

  /**
   * A run in memory.
   *
   * @param adopt whether a former owner had left it, so that it has to be told to go on
   */
  record Taken(Run run, boolean adopt) {}
}
