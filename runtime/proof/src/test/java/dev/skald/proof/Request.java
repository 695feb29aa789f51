package dev.skald.proof;

/**
 * A call, as the worker sends it and the witness logs it.
 *
 * @param saga the saga's name
 * @param run the run's business key
 * @param step the step
 * @param undo whether its undo is called
 * @param attempt the engine's count
 * @param key the idempotency key
 * @param stepKey the idempotency key of the step, which an undo names to say what is undone
 * @param epoch the fencing token of the process that calls
 * @param sent when the step was called that sent it, in milliseconds since 1970
 * @param inputs the numbers of the receipts that the step was given, joined by commas
 */
record Request(
    String saga,
    String run,
    String step,
    boolean undo,
    int attempt,
    String key,
    String stepKey,
    long epoch,
    long sent,
    String inputs) {

  String line() {
    return String.join(
        "\t",
        saga,
        run,
        step,
        undo ? "undo" : "do",
        "" + attempt,
        key,
        stepKey,
        "" + epoch,
        "" + sent,
        inputs);
  }

  static Request parse(String line) {
    String[] part = line.split("\t", -1);
    return new Request(
        part[0],
        part[1],
        part[2],
        part[3].equals("undo"),
        Integer.parseInt(part[4]),
        part[5],
        part[6],
        Long.parseLong(part[7]),
        Long.parseLong(part[8]),
        part[9]);
  }
}
