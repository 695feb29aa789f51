package dev.skald.runtime.machine;

import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import java.util.function.UnaryOperator;

/**
 * How far a step has come that runs for each item of a list. Immutable. Items are opened in the
 * order of the list and undone in the reverse order, a limited number at a time.
 *
 * @param items the items
 * @param next where the search for the next item to open goes on
 * @param active the items that are under way
 * @param done how many succeeded or were skipped
 * @param owed how many would have to be undone
 * @param undoNext behind where the search for the next item to undo goes on
 * @param undoing the items that may be undone now
 */
record Fan(
    Cells<StepProgress> items,
    int next,
    Ints active,
    int done,
    int owed,
    int undoNext,
    Ints undoing) {

  /** Of a step that runs once, or whose list is not known yet. */
  static final Fan NONE = of(0);

  static Fan of(int size) {
    Cells<StepProgress> items = Cells.of(size, StepProgress.INITIAL);
    return new Fan(items, 0, Ints.NONE, 0, 0, size, Ints.NONE);
  }

  int size() {
    return items.size();
  }

  StepProgress item(int item) {
    return items.get(item);
  }

  boolean isDone() {
    return done == size();
  }

  Fan with(int item, StepProgress changed) {
    StepProgress before = items.get(item);
    boolean undoable = changed.owesUndo() && changed.undo() == Undo.NONE;
    return new Fan(
        items.with(item, changed),
        next,
        changed.isActive() ? active.with(item) : active.without(item),
        done + count(changed.isDone()) - count(before.isDone()),
        owed + count(changed.owesUndo()) - count(before.owesUndo()),
        // An undo that had failed may be open again, with a result that a person knows.
        undoable && before.undo() == Undo.FAILED ? Math.max(undoNext, item + 1) : undoNext,
        undoable ? undoing : undoing.without(item));
  }

  private static int count(boolean one) {
    return one ? 1 : 0;
  }

  /** All items changed at once. */
  Fan map(UnaryOperator<StepProgress> change) {
    Cells<StepProgress> changed = items.map(change);
    Ints open = Ints.NONE;
    int finished = 0;
    int owing = 0;
    Ints ready = undoing;
    for (int i = 0; i < size(); i++) {
      StepProgress item = changed.get(i);
      open = item.isActive() ? open.with(i) : open;
      finished += count(item.isDone());
      owing += count(item.owesUndo());
      ready = item.owesUndo() && item.undo() == Undo.NONE ? ready : ready.without(i);
    }
    return new Fan(changed, next, open, finished, owing, undoNext, ready);
  }

  /** Opens items up to the limit. */
  Fan open(int limit) {
    Fan fan = this;
    while (fan.active.size() < limit && fan.next < size()) {
      int item = fan.next;
      Fan found =
          fan.item(item).status() == Status.IDLE
              ? fan.with(item, fan.item(item).become(Status.OPEN, Tries.NONE))
              : fan;
      fan = found.searching(item + 1, undoNext);
    }
    return fan;
  }

  /** Lets items be undone up to the limit. */
  Fan undo(int limit) {
    Fan fan = this;
    while (fan.undoing.size() < limit && fan.undoNext > 0) {
      int item = fan.undoNext - 1;
      StepProgress progress = fan.item(item);
      boolean ready = progress.owesUndo() && progress.undo() == Undo.NONE;
      fan = fan.undoing(ready ? fan.undoing.with(item) : fan.undoing, item);
    }
    return fan;
  }

  /** What became of the undos of all items: nothing if none was required. */
  Undo undone() {
    Undo found = Undo.NONE;
    for (int i = 0; i < size() && found != Undo.SKIPPED; i++) {
      Undo ofItem = item(i).undo();
      found = ofItem == Undo.NONE ? found : ofItem;
    }
    return found;
  }

  /** The searches begin anew, because items may be what they were before. */
  Fan again() {
    return searching(0, size());
  }

  private Fan searching(int from, int undoFrom) {
    return new Fan(items, from, active, done, owed, undoFrom, undoing);
  }

  private Fan undoing(Ints ready, int undoFrom) {
    return new Fan(items, next, active, done, owed, undoFrom, ready);
  }
}
