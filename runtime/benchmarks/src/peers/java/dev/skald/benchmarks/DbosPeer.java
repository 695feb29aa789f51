package dev.skald.benchmarks;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.util.Optional;

/**
 * DBOS Transact on the same PostgreSQL server, with its defaults. It keeps every step; undoing is
 * written by hand, each undo as one more step.
 */
final class DbosPeer implements Peer {

  @Override
  public Subject open(Services services) {
    return new Running(services);
  }

  /** What is called, through a proxy. */
  public interface OrderFlow {

    /**
     * Runs one saga.
     *
     * @param order its input
     * @return whether it completed
     */
    boolean run(NewOrder order);
  }

  private static final class Flow implements OrderFlow {

    private final DBOS dbos;
    private final Services services;

    Flow(DBOS dbos, Services services) {
      this.dbos = dbos;
      this.services = services;
    }

    @Override
    @Workflow(name = "order")
    public boolean run(NewOrder order) {
      Order created = dbos.runStep(() -> services.create(order), "create");
      Order reserved = dbos.runStep(() -> services.reserve(created), "reserve");
      Order charged = dbos.runStep(() -> services.charge(reserved), "charge");
      try {
        dbos.runStep(() -> services.ship(charged), "ship");
        return true;
      } catch (ShipRejected e) {
        dbos.runStep(() -> services.refund(charged), "refund");
        dbos.runStep(() -> services.release(reserved), "release");
        dbos.runStep(() -> services.cancel(created), "cancel");
        return false;
      }
    }
  }

  private static final class Running implements Subject {

    private static final String SCHEMA = "dbos";

    private final Database database = new Database();
    private final DBOS dbos;
    private final OrderFlow flow;

    Running(Services services) {
      dbos =
          new DBOS(
              DBOSConfig.defaults("benchmark")
                  .withDatabaseUrl(database.source().getUrl().replaceFirst("[?].*", ""))
                  .withDbUser("postgres")
                  .withDbPassword(""));
      flow = dbos.registerProxy(OrderFlow.class, new Flow(dbos, services));
      dbos.launch();
    }

    @Override
    public boolean run(NewOrder order) {
      return flow.run(order);
    }

    @Override
    public Optional<Journaled> journaled() {
      return Optional.empty();
    }

    @Override
    public double databaseCpuSeconds() {
      return Database.cpuSeconds();
    }

    @Override
    public void close() {
      dbos.shutdown();
      database.remove(SCHEMA);
    }
  }
}
