package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.inFolder;
import static dev.skald.samples.features.Story.tell;
import static dev.skald.samples.features.Story.until;

import dev.skald.Compensate;
import dev.skald.Pivot;
import dev.skald.Saga;
import dev.skald.Signal;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.nio.file.Path;

/** A saga is changed while a run of it waits for money. */
public final class VersionsMain {

  record Show(String title) {}

  record Seat(int number) {}

  record Money(int euros) {}

  /** As it was; it stays under a name of its own for as long as runs of it are under way. */
  @Saga(name = "sell-ticket")
  @Timeout("3s")
  static class SellTicket1 {

    @Step
    @Pivot
    void collect(Show show, @Signal Money money) {
      tell("  version 1 takes EUR " + money.euros());
    }

    @Step(after = "collect")
    void post(Show show) {
      tell("  version 1 posts a ticket for " + show.title() + ", any seat");
    }
  }

  /** Runs of version 1 have no seat that could be given back, so javac demands a version. */
  @Saga(name = "sell-ticket", version = 2)
  @Timeout("3s")
  static class SellTicket {

    @Step
    Seat reserve(Show show) {
      return new Seat(7);
    }

    @Compensate("reserve")
    void free(Seat seat) {
      tell("  seat " + seat.number() + " is free again");
    }

    @Step
    @Pivot
    void collect(Seat seat, @Signal Money money) {
      tell("  version 2 takes EUR " + money.euros());
    }

    @Step(after = "collect")
    void post(Show show, Seat seat) {
      tell("  version 2 posts a ticket for " + show.title() + ", seat " + seat.number());
    }
  }

  private VersionsMain() {}

  public static void main(String[] args) throws Exception {
    inFolder(folder -> play(folder.resolve("tickets.db")));
  }

  private static void play(Path file) {
    tell("Version 1 is deployed: Ada orders, and does not pay yet");
    try (SagaEngine engine = Skald.on(SqliteJournal.at(file)).open()) {
      var old = new VersionsMain_SellTicket1Orchestrator(engine, new SellTicket1());
      old.start("ada", new Show("Faust"));
    }

    tell("Version 2 is deployed without version 1");
    try (SagaEngine engine = Skald.on(SqliteJournal.at(file)).open()) {
      var tickets = new VersionsMain_SellTicketOrchestrator(engine, new SellTicket());
      until(() -> tickets.find("ada").orElseThrow().state() == RunState.PARKED);
      var ada = tickets.find("ada").orElseThrow();
      tell("  Ada's run is " + ada.state() + ": " + ada.run().cause().orElseThrow().message());
      var grace = tickets.start("grace", new Show("Faust"));
      tickets.money("grace", "transfer 1", new Money(30));
      tell("  Grace: " + grace.await(PATIENCE));
    }

    tell("Both are deployed, side by side");
    try (SagaEngine engine = Skald.on(SqliteJournal.at(file)).open()) {
      new VersionsMain_SellTicket1Orchestrator(engine, new SellTicket1());
      var tickets = new VersionsMain_SellTicketOrchestrator(engine, new SellTicket());
      until(() -> tickets.find("ada").orElseThrow().state() == RunState.WAITING);
      tickets.money("ada", "transfer 2", new Money(20));
      tell("  Ada: " + tickets.handle("ada").orElseThrow().await(PATIENCE));
    }
  }
}
