package dev.skald.processor.lock;

/** The words of a lock file. They are durable: one that was written once keeps its meaning. */
final class Words {

  static final String MAGIC = "skald-lock";
  static final int FORMAT = 1;

  static final String SAGA = "saga";
  static final String VERSION = "version";
  static final String ACCEPTED = "accepted";
  static final String FORMERLY = "formerly";
  static final String INPUT = "input";
  static final String STEP = "step";
  static final String RESULT = "result";
  static final String CHECKSUM = "checksum";

  static final String GIVES = "gives";
  static final String AFTER = "after";
  static final String WHEN = "when";
  static final String ONE_OF = "one-of";
  static final String IF_TAKEN = "if-taken";
  static final String GATE = "gate";
  static final String EACH = "each";
  static final String LOCK = "lock";
  static final String MODE = "mode";
  static final String EFFECT = "effect";
  static final String PIVOT = "pivot";
  static final String AFTER_PIVOT = "after-pivot";
  static final String UNDO = "undo";

  static final String READ_ONLY = "read-only";
  static final String IRREVERSIBLE = "irreversible";

  static final String DELAY = "delay";
  static final String SIGNAL = "signal";
  static final String SIGNAL_OR_FAIL = "signal-or-fail";
  static final String SIGNAL_OR_EMPTY = "signal-or-empty";

  private Words() {}
}
