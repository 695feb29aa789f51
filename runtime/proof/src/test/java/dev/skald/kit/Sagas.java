package dev.skald.kit;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.kit.Box.Declined;
import dev.skald.kit.Box.Hold;
import java.util.Objects;
import java.util.UUID;

/** One saga that is right, and others that are wrong, each in its own way. */
final class Sagas {

  private static final int DEAREST = 50;

  private Sagas() {}

  /**
   * What a guest wants.
   *
   * @param seats how many
   */
  record Visit(int seats) {}

  /**
   * What was paid.
   *
   * @param amount how much
   */
  record Fare(int amount) {}

  /** Nothing is wrong. */
  @Saga(name = "right")
  @Timeout("3s")
  static class Right {
    private final Box box;

    Right(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("hold")
    void release(Outcome<Hold> hold) {
      box.giveUp(hold.key());
    }

    @Step
    @Pivot
    @Retry(maxAttempts = 3)
    Fare pay(Hold hold, StepContext step) throws Declined {
      return new Fare(box.charge(step.idempotencyKey(), hold.seats()));
    }
  }

  /** The undo forgets something: nobody holds the seats any more, and nobody can have them. */
  @Saga(name = "forgetful")
  @Timeout("3s")
  static class Forgetful {
    private final Box box;

    Forgetful(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("hold")
    void release(Hold hold) {
      box.forget(hold.id());
    }

    @Step
    @Pivot
    Fare pay(Hold hold, StepContext step) throws Declined {
      return new Fare(box.charge(step.idempotencyKey(), hold.seats()));
    }
  }

  /**
   * Seats for the way back.
   *
   * @param hold which
   */
  record Back(Hold hold) {}

  /** The undo of the second step undoes the first once more. */
  @Saga(name = "wrong-one")
  @Timeout("3s")
  static class WrongOne {
    private final Box box;

    WrongOne(Box box) {
      this.box = box;
    }

    @Step
    Hold out(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("out")
    void releaseOut(Hold out) {
      box.release(out.id());
    }

    @Step
    Back back(Visit visit, Hold out, StepContext step) {
      return new Back(box.hold(step.idempotencyKey(), visit.seats()));
    }

    @Compensate("back")
    void releaseBack(Back back, Hold out) {
      box.release(out.id());
    }

    @Step
    @Pivot
    Fare pay(Back back, StepContext step) throws Declined {
      return new Fare(box.charge(step.idempotencyKey(), back.hold().seats()));
    }
  }

  /** The step does not give its key to the service. */
  @Saga(name = "ignores-key")
  @Timeout("3s")
  static class IgnoresKey {
    private final Box box;

    IgnoresKey(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit) {
      return box.holdMore(visit.seats());
    }

    @Compensate("hold")
    void release(Hold hold) {
      box.release(hold.id());
    }
  }

  /** The step makes a new key for each attempt. */
  @Saga(name = "new-key")
  @Timeout("3s")
  static class NewKey {
    private final Box box;

    NewKey(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit) {
      return box.hold(UUID.randomUUID().toString(), visit.seats());
    }

    @Compensate("hold")
    void release(Hold hold) {
      box.release(hold.id());
    }
  }

  /** The undo cannot face a step that may never have happened. */
  @Saga(name = "expects-success")
  @Timeout("3s")
  static class ExpectsSuccess {
    private final Box box;

    ExpectsSuccess(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("hold")
    void release(Outcome<Hold> hold) {
      box.release(((Outcome.Succeeded<Hold>) hold).value().id());
    }
  }

  /** The same, but its undo gives up soon. */
  @Saga(name = "gives-up")
  @Timeout("3s")
  static class GivesUp {
    private final Box box;

    GivesUp(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("hold")
    @Retry(maxAttempts = 2)
    void release(Outcome<Hold> hold) {
      box.release(((Outcome.Succeeded<Hold>) hold).value().id());
    }
  }

  /** The undo takes "unknown" for "nothing happened". */
  @Saga(name = "takes-unknown-for-nothing")
  @Timeout("3s")
  static class TakesUnknownForNothing {
    private final Box box;

    TakesUnknownForNothing(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("hold")
    void release(Outcome<Hold> hold) {
      if (hold instanceof Outcome.Succeeded<Hold> done) {
        box.release(done.value().id());
      }
    }
  }

  /** The undo counts the seats back each time it is called. */
  @Saga(name = "undoes-twice")
  @Timeout("3s")
  static class UndoesTwice {
    private final Box box;

    UndoesTwice(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      return box.hold(step.idempotencyKey(), visit.seats());
    }

    @Compensate("hold")
    void release(Hold hold) {
      box.putBack(hold.seats());
    }

    @Step
    @Pivot
    Fare pay(Hold hold, StepContext step) throws Declined {
      return new Fare(box.charge(step.idempotencyKey(), hold.seats()));
    }
  }

  /** What is to be undone is remembered in a field, and not in the journal. */
  @Saga(name = "remembers")
  @Timeout("3s")
  static class Remembers {
    private final Box box;
    private volatile String last;

    Remembers(Box box) {
      this.box = box;
    }

    @Step
    Hold hold(Visit visit, StepContext step) {
      Hold hold = box.hold(step.idempotencyKey(), visit.seats());
      last = hold.id();
      return hold;
    }

    @Compensate("hold")
    void release(Hold hold) {
      box.release(Objects.requireNonNull(last, "nothing is remembered"));
    }

    @Step
    @Pivot
    Fare pay(Hold hold, StepContext step) throws Declined {
      return new Fare(box.charge(step.idempotencyKey(), hold.seats()));
    }
  }

  /** A seat with a row that does not get into the journal. */
  static final class Seat {
    private String id = "";
    private int row;

    Seat() {}

    Seat(String id, int row) {
      this.id = id;
      this.row = row;
    }

    public String getId() {
      return id;
    }

    public void setId(String name) {
      id = name;
    }

    int row() {
      return row;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Seat seat && seat.id.equals(id) && seat.row == row;
    }

    @Override
    public int hashCode() {
      return id.hashCode() + row;
    }
  }

  /** What a step returns is not what comes back from the journal. */
  @Saga(name = "loses-row")
  @Timeout("3s")
  static class LosesRow {
    private final Box box;

    LosesRow(Box box) {
      this.box = box;
    }

    @Step
    Seat hold(Visit visit, StepContext step) {
      return new Seat(box.hold(step.idempotencyKey(), visit.seats()).id(), 7);
    }

    @Compensate("hold")
    void release(Seat seat) {
      box.release(seat.getId());
    }
  }

  /** The step says no after it has done what it says no to. */
  @Saga(name = "declines-late")
  @Timeout("3s")
  static class DeclinesLate {
    private final Box box;

    DeclinesLate(Box box) {
      this.box = box;
    }

    @Step
    @Pivot
    Fare pay(Visit visit, StepContext step) throws Declined {
      int fare = box.charge(step.idempotencyKey(), visit.seats());
      if (fare > DEAREST) {
        throw new Declined("too dear");
      }
      return new Fare(fare);
    }
  }
}
