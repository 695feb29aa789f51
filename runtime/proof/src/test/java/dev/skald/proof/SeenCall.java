package dev.skald.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One call as the witness saw it. Times are lines of its log: what came first stands first. */
final class SeenCall {

  private static final int NEVER = Integer.MAX_VALUE;

  final Request request;
  final int arrived;
  Books.Act act = Books.Act.NOTHING;
  int acted = NEVER;
  long number;
  End end = End.OPEN;
  int ended = NEVER;

  SeenCall(Request request, int arrived) {
    this.request = request;
    this.arrived = arrived;
  }

  /** How a call ended for the caller, if it still listened. */
  enum End {
    OPEN,
    OK,
    DECLINED,
    REFUSED,
    LATER,
    DROPPED
  }

  /** Reads a log. */
  static List<SeenCall> read(Path log) throws IOException {
    List<SeenCall> calls = new ArrayList<>();
    int time = 0;
    for (String line : Files.readAllLines(log)) {
      String[] part = line.split("\t", 3);
      int call = Integer.parseInt(part[1]);
      switch (part[0]) {
        case "ARRIVED" -> calls.add(new SeenCall(Request.parse(part[2]), time));
        case "ACTED" -> calls.get(call).acted(part[2].split("\t"), time);
        default -> calls.get(call).ended(End.valueOf(part[2]), time);
      }
      time++;
    }
    return calls;
  }

  void acted(String[] what, int time) {
    act = Books.Act.valueOf(what[0]);
    number = Long.parseLong(what[1]);
    acted = time;
  }

  void ended(End how, int time) {
    end = how;
    ended = time;
  }

  /** Whether the witness confirmed the effect or the undo. */
  boolean confirmed() {
    return end == End.OK;
  }

  boolean undo() {
    return request.undo();
  }

  String step() {
    return request.step();
  }

  long epoch() {
    return request.epoch();
  }

  /**
   * Whether the engine may have given the call up when it sent the other one. Half the time is
   * enough here, because a busy machine comes to sending late; so is the other order of arrival.
   */
  boolean mayHaveTimedOut(SeenCall other, long timeout) {
    return Math.abs(other.request.sent() - request.sent()) >= timeout / 2;
  }

  @Override
  public String toString() {
    return (request.undo() ? "undo " : "")
        + request.step()
        + " #"
        + request.attempt()
        + " epoch "
        + request.epoch()
        + " lines "
        + arrived
        + "/"
        + acted
        + "/"
        + ended
        + " "
        + act
        + " "
        + end;
  }
}
