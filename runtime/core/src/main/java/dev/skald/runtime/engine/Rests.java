package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import org.jspecify.annotations.Nullable;

/** Tells how runs came to rest, as far as the journal says; also of runs that others own. */
final class Rests {

  private final JournalStore store;
  private final Loader loader;

  Rests(JournalStore store, Loader loader) {
    this.store = store;
    this.loader = loader;
  }

  /**
   * How a run came to rest, or {@code null} if it has not.
   *
   * @throws UnknownRunException if there is no such run
   */
  @Nullable Rest of(RunKey key) {
    RunHeader header =
        store
            .find(key.saga(), key.key())
            .orElseThrow(() -> new UnknownRunException("There is no run " + key));
    return of(header);
  }

  /** The same for a run whose header is known. */
  @Nullable Rest of(RunHeader header) {
    if (!Rest.isAt(header.state())) {
      return null;
    }
    RunKey key = RunKey.of(header);
    Loaded loaded = loader.load(header);
    if (loaded instanceof Loaded.Readable run) {
      // One that was quarantined and can be read again goes on: it is not at rest.
      RunState state = Loaded.status(header, run.state());
      return Rest.isAt(state)
          ? new Rest.Readable(key, run.type(), run.values(), run.state(), state)
          : null;
    }
    Failure failure =
        loaded instanceof Loaded.NoPlan missing
            ? missing.failure()
            : ((Loaded.Unreadable) loaded).failure();
    return new Rest.Unreadable(key, header.state(), failure);
  }
}
