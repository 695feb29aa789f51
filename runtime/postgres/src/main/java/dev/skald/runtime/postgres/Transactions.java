package dev.skald.runtime.postgres;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.WriteResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The users' transactions that are open. Safe for use by any thread. */
final class Transactions implements JournalTransactions {

  private final Connections connections;
  private final Tenure tenure;
  private final Writer writer;
  private final Set<PostgresTransaction> open = ConcurrentHashMap.newKeySet();

  Transactions(Connections connections, Tenure tenure, Writer writer) {
    this.connections = connections;
    this.tenure = tenure;
    this.writer = writer;
  }

  @Override
  public JournalTransaction begin(RunHeader run) {
    writer.checkOpen();
    PostgresTransaction begun = PostgresTransaction.begin(this, connections, tenure, run);
    open.add(begun);
    // Whoever closes the store either finds it there, or has said before that it is closed.
    if (writer.isClosed()) {
      begun.close();
      throw Errors.closed(connections.place());
    }
    return begun;
  }

  WriteResult commit(PostgresTransaction transaction, Append part) {
    return writer.commit(transaction, part);
  }

  void ended(PostgresTransaction transaction) {
    open.remove(transaction);
  }

  /** Gives up all that are open. */
  void close() {
    open.forEach(PostgresTransaction::close);
  }
}
