package dev.skald.benchmarks;

import java.util.Optional;

/** What a program without sagas does: try and catch. Keeps nothing, survives nothing. */
final class StraightLine implements Subject {

  private final Services services;

  StraightLine(Services services) {
    this.services = services;
  }

  @Override
  public boolean run(NewOrder order) {
    Order created = services.create(order);
    Order reserved = services.reserve(created);
    Order charged = services.charge(reserved);
    try {
      services.ship(charged);
      return true;
    } catch (ShipRejected e) {
      services.refund(charged);
      services.release(reserved);
      services.cancel(created);
      return false;
    }
  }

  @Override
  public Optional<Journaled> journaled() {
    return Optional.empty();
  }

  @Override
  public int stride() {
    return 500;
  }

  @Override
  public void close() {}
}
