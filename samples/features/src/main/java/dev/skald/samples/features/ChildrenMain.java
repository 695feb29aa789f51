package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Child;
import dev.skald.Compensate;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.engine.Skald;

/** A step that is a whole saga: it succeeds when that does, and is undone as a whole. */
public final class ChildrenMain {

  record Trip(String city, String card) {}

  record Flight(String number) {}

  record Room(int number) {}

  static final class CardDeclined extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Saga
  @Timeout("3s")
  static class BookFlightAndRoom {

    @Step
    Flight bookFlight(Trip trip) {
      tell("    a flight to " + trip.city() + " is booked");
      return new Flight("SK 12");
    }

    @Compensate("bookFlight")
    void cancelFlight(Flight flight) {
      tell("    flight " + flight.number() + " is cancelled");
    }

    @Step
    Room bookRoom(Trip trip, Flight flight) {
      tell("    a room in " + trip.city() + " is booked");
      return new Room(101);
    }

    @Compensate("bookRoom")
    void cancelRoom(Room room) {
      tell("    room " + room.number() + " is cancelled");
    }
  }

  @Saga
  @Timeout("3s")
  static class SellTrip {

    private final ChildrenMain_BookFlightAndRoomOrchestrator bookings;

    SellTrip(ChildrenMain_BookFlightAndRoomOrchestrator bookings) {
      this.bookings = bookings;
    }

    @Step
    @Child(BookFlightAndRoom.class)
    SagaHandle<Room> book(Trip trip, StepContext step) { // its undo: the child's undos
      return bookings.start(step.key() + "/booking", trip); // the same key each time
    }

    @Step
    void charge(Trip trip, Room room) throws CardDeclined {
      if (trip.card().equals("declined")) {
        throw new CardDeclined();
      }
      tell("  the card is charged for room " + room.number());
    }
  }

  private ChildrenMain() {}

  public static void main(String[] args) {
    try (SagaEngine engine = Skald.inMemory()) {
      var bookings =
          new ChildrenMain_BookFlightAndRoomOrchestrator(engine, new BookFlightAndRoom());
      var trips = new ChildrenMain_SellTripOrchestrator(engine, new SellTrip(bookings));
      for (String card : new String[] {"good", "declined"}) {
        tell("A trip, and the card is " + card);
        tell("  " + trips.start(card, new Trip("Oslo", card)).await(PATIENCE));
        tell("  its child is " + bookings.find(card + "/booking").orElseThrow().state());
      }
    }
  }
}
