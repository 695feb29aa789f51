package dev.skald.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The saga by hand on PostgreSQL, as it is often written: one row for each, inserted at the start
 * and updated after each step, each time in a transaction of its own that is one statement. A saga
 * that stops halfway is taken up by nobody.
 */
final class HandSubject implements Subject {

  private static final int CONNECTIONS = 16;

  private static final String TABLE =
      "CREATE TABLE saga (id text PRIMARY KEY, state text NOT NULL, step integer NOT NULL,"
          + " payload text NOT NULL, updated_at timestamptz NOT NULL DEFAULT now())";

  private final Database database;
  private final Services services;
  private final BlockingQueue<Link> idle = new LinkedBlockingQueue<>();
  private final List<Link> links = new ArrayList<>();
  private final LongAdder started = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder commits = new LongAdder();

  HandSubject(Database database, Services services) throws SQLException {
    this.database = database;
    this.services = services;
    database.make();
    database.execute(TABLE);
    for (int i = 0; i < CONNECTIONS; i++) {
      links.add(new Link(database.source().getConnection()));
    }
    idle.addAll(links);
  }

  @Override
  public boolean run(NewOrder input) throws Exception {
    write(link -> link.insert(Order.of(input)));
    started.increment();
    Order created = services.create(input);
    mark(created, 1, "RUNNING");
    Order reserved = services.reserve(created);
    mark(reserved, 2, "RUNNING");
    Order charged = services.charge(reserved);
    mark(charged, 3, "RUNNING");
    try {
      mark(services.ship(charged), 4, "COMPLETED");
      ended.increment();
      return true;
    } catch (ShipRejected e) {
      mark(charged, 4, "COMPENSATING");
      services.refund(charged);
      mark(charged, 5, "COMPENSATING");
      services.release(reserved);
      mark(reserved, 6, "COMPENSATING");
      services.cancel(created);
      mark(created, 7, "COMPENSATED");
      ended.increment();
      return false;
    }
  }

  private void mark(Order order, int step, String state) throws Exception {
    write(link -> link.update(order, step, state));
  }

  private void write(Statement statement) throws Exception {
    Link link = idle.take();
    try {
      int rows = statement.run(link);
      if (rows != 1) {
        throw new IllegalStateException(rows + " rows were written, not one");
      }
      commits.increment();
    } finally {
      idle.add(link);
    }
  }

  @Override
  public Optional<Journaled> journaled() {
    long all = commits.sum();
    return Optional.of(new Journaled(started.sum(), ended.sum(), all, all));
  }

  @Override
  public double databaseCpuSeconds() {
    return Database.cpuSeconds();
  }

  @Override
  public void close() {
    try {
      for (Link link : links) {
        link.connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A connection does not close", e);
    }
    database.close();
  }

  /** What is done with a connection; answers how many rows it has changed. */
  @FunctionalInterface
  private interface Statement {
    int run(Link link) throws SQLException;
  }

  /** A connection, which commits each statement by itself. */
  private static final class Link {

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;

    Link(Connection connection) throws SQLException {
      this.connection = connection;
      insert =
          connection.prepareStatement(
              "INSERT INTO saga (id, state, step, payload) VALUES (?, 'RUNNING', 0, ?)");
      update =
          connection.prepareStatement(
              "UPDATE saga SET state = ?, step = ?, payload = ?, updated_at = now() WHERE id = ?");
    }

    int insert(Order order) throws SQLException {
      insert.setString(1, order.id());
      insert.setString(2, order.toJson());
      return insert.executeUpdate();
    }

    int update(Order order, int step, String state) throws SQLException {
      update.setString(1, state);
      update.setInt(2, step);
      update.setString(3, order.toJson());
      update.setString(4, order.id());
      return update.executeUpdate();
    }
  }
}
