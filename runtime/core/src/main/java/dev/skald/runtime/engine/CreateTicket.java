package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.concurrent.CompletableFuture;

/** A new run on its way to the journal. */
record CreateTicket(
    RunHost host,
    Run run,
    Pending pending,
    JournalWrite write,
    CompletableFuture<WriteResult> created)
    implements Committer.Ticket {

  @Override
  public void committed(WriteResult result) {
    if (result == WriteResult.DURABLE) {
      host.born(run);
      run.post(new Pending.Answer(pending, null));
    }
    created.complete(result);
  }

  @Override
  public void failed(JournalException failure) {
    created.completeExceptionally(failure);
  }
}
