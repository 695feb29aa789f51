package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;
import static dev.skald.samples.features.Story.until;

import dev.skald.Compensate;
import dev.skald.Exclusive;
import dev.skald.Saga;
import dev.skald.Signal;
import dev.skald.Step;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.StepState;
import dev.skald.runtime.engine.Skald;

/** Two runs that must not work on one thing at a time: the second waits for the first to end. */
public final class LocksMain {

  record Visit(String guest, String room) {}

  record Key(String room) {}

  record Left(String how) {}

  @Saga
  @Timeout("3s")
  static class UseRoom {

    @Step
    Key enter(@Exclusive("room") Visit visit) { // one lock for each value of visit.room()
      tell("  " + visit.guest() + " enters room " + visit.room());
      return new Key(visit.room());
    }

    @Compensate("enter")
    void leave(Key key, Visit visit) {
      tell("  " + visit.guest() + " leaves room " + key.room());
    }

    @Step
    void clean(Visit visit, Key key, @Signal Left left) { // the lock is held until the run ends
      tell("  " + visit.guest() + " left room " + key.room() + " " + left.how());
    }
  }

  private LocksMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var rooms = new LocksMain_UseRoomOrchestrator(engine, new UseRoom());

      tell("Three visits, and two of them want room 7");
      var ada = rooms.start("ada", new Visit("Ada", "7"));
      until(() -> view(rooms, "ada").enter().state() == StepState.SUCCEEDED);
      var bob = rooms.start("bob", new Visit("Bob", "7"));
      until(() -> view(rooms, "bob").enter().waitsFor().isPresent());
      tell("  Bob waits for " + view(rooms, "bob").enter().waitsFor().orElseThrow());
      var cleo = rooms.start("cleo", new Visit("Cleo", "8"));
      rooms.left("cleo", "door-1", new Left("early"));
      tell("  " + cleo.await(PATIENCE));

      tell("Ada leaves");
      rooms.left("ada", "door-2", new Left("tidy"));
      until(() -> view(rooms, "bob").enter().state() == StepState.SUCCEEDED);
      tell("  " + ada.await(PATIENCE));

      tell("Bob cancels");
      rooms.operate("bob", "Bob").cancel("the view is poor");
      tell("  " + bob.await(PATIENCE));
    }
  }

  private static LocksMain_UseRoomOrchestrator.View view(
      LocksMain_UseRoomOrchestrator rooms, String key) {
    return rooms.find(key).orElseThrow();
  }
}
