package dev.skald.benchmarks;

import java.util.Optional;

/**
 * A subject whose journal is on the database server.
 *
 * @param subject runs the sagas
 * @param database where its journal is; removed when it is closed
 */
record ServerSubject(Subject subject, Database database) implements Subject {

  @Override
  public boolean run(NewOrder order) throws Exception {
    return subject.run(order);
  }

  @Override
  public Optional<Journaled> journaled() {
    return subject.journaled();
  }

  @Override
  public double databaseCpuSeconds() {
    return Database.cpuSeconds();
  }

  @Override
  public void close() {
    subject.close();
    database.close();
  }
}
