package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import org.jspecify.annotations.Nullable;

/** A decision of a run on its way to the journal. */
record AppendTicket(Run run, Pending pending, JournalWrite.Append write)
    implements Committer.Ticket {

  @Override
  public void committed(WriteResult result) {
    run.post(new Pending.Answer(pending, refusal(result)));
  }

  @Override
  public void failed(JournalException failure) {
    run.post(new Pending.Answer(pending, failure));
  }

  @Nullable RuntimeException refusal(WriteResult result) {
    return switch (result) {
      case DURABLE -> null;
      case FENCED -> new FencedException(run.key());
      case EXISTS, ELSEWHERE, DIVERGED, QUEUED ->
          new CopyGoneException("The journal of " + run.key() + " is not as this copy knows it");
    };
  }
}
