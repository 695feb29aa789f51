package dev.skald.processor.diagnostic;

import java.util.Locale;

/**
 * The stable name of each rule. A number is never used again for another rule; {@code
 * docs/errors.md} has one heading for each.
 */
public enum Code {
  /** The processor failed. */
  INTERNAL(0),
  /** The saga is no plain class. */
  SAGA_CLASS(1),
  /** The saga's durable name is none. */
  SAGA_NAME(2),
  /** The saga's version is none. */
  SAGA_VERSION(3),
  /** Two sagas have one durable name and version. */
  DUPLICATE_SAGA(4),
  /** The orchestrator's name is taken. */
  GENERATED_NAME(5),
  /** An annotation of Skald outside a saga. */
  OUTSIDE_SAGA(6),
  /** An annotation where it means nothing. */
  STRAY_ANNOTATION(7),
  /** One method is a step and an undo, or the like. */
  TWO_ROLES(8),
  /** A method that generated code cannot call. */
  METHOD_FORM(9),
  /** A saga without steps. */
  NO_STEPS(10),
  /** Two methods have one name. */
  DUPLICATE_NAME(11),
  /** A step's name does not fit into an idempotency key. */
  STEP_NAME(12),
  /** A duration that is none. */
  DURATION(13),
  /** A retry policy that is none. */
  RETRY(14),
  /** An irreversible step without a reason. */
  REASON(15),
  /** A step that only reads but says it changes something. */
  READ_ONLY(16),
  /** An irreversible step with an undo. */
  IRREVERSIBLE_UNDO(17),
  /** Two pivots. */
  TWO_PIVOTS(18),
  /** A parallel pivot. */
  PARALLEL_PIVOT(19),
  /** A pivot with an undo. */
  PIVOT_UNDO(20),
  /** A step is named that does not exist. */
  UNKNOWN_STEP(21),
  /** Two undos of one step. */
  TWO_UNDOS(22),
  /** An undo that returns a value. */
  UNDO_RESULT(23),
  /** A result method that makes no result. */
  RETURNS_FORM(24),
  /** A type that cannot be journaled. */
  PAYLOAD(25),
  /** A type that generated code cannot name. */
  INACCESSIBLE_TYPE(26),
  /** Nothing gives a parameter its value. */
  NO_PRODUCER(27),
  /** Several steps could give a parameter its value. */
  SEVERAL_PRODUCERS(28),
  /** The step named for a parameter returns another type. */
  FROM_TYPE(29),
  /** Two input types. */
  TWO_INPUTS(30),
  /** No input. */
  NO_INPUT(31),
  /** A step that waits for itself. */
  SELF(32),
  /** Steps that wait for each other. */
  CYCLE(33),
  /** Steps with effects and no order. */
  UNORDERED(34),
  /** An effect nobody can take back. */
  MISSING_UNDO(35),
  /** An undo that takes what may not be there. */
  UNDO_DATA(36),
  /** An outcome that is not that of the undone step. */
  OUTCOME(37),
  /** An undo after the point of no return. */
  UNDO_AFTER_PIVOT(38),
  /** A rejection after the point of no return. */
  REJECTION_AFTER_PIVOT(39),
  /** A rejection that means everything. */
  BROAD_REJECTION(40),
  /** A rejection that is probably none. */
  DOUBTFUL_REJECTION(41, true),
  /** A result that nobody takes. */
  UNUSED_RESULT(42, true),
  /** An undo that is not beside its step. */
  UNDO_FAR(43, true),
  /** Steps written in an order they never run in. */
  SOURCE_ORDER(44, true),
  /** Steps that may take forever. */
  NO_TIMEOUT(45, true),
  /** A variant that nobody takes. */
  VARIANT(46),
  /** A branch that is said to end where there is none. */
  ENDS(47),
  /** A variant that cannot be told from others, or cannot be named. */
  VARIANT_TYPE(48),
  /** A step that can never run. */
  UNREACHABLE(49),
  /** Alternatives that are none. */
  ALTERNATIVES(50),
  /** An optional value that is always there, or never. */
  OPTIONAL(51),
  /** A result made from what may not be there. */
  RETURNS_DATA(52),
  /** A step before one pivot and after another. */
  PIVOT_SIDES(53),
  /** A list that is run through in no way there is. */
  EACH_FORM(80),
  /** A list that is nowhere to be found. */
  EACH_LIST(81),
  /** Any of several lists. */
  EACH_CHOICE(82),
  /** One result of a step that has many. */
  EACH_RESULT(83),
  /** An event that cannot be waited for so. */
  SIGNAL_FORM(84),
  /** An event that does not belong to one step. */
  SIGNAL_TYPE(85),
  /** An event that must come, and yet may not. */
  SIGNAL_LATE(86),
  /** A child that is no saga, or not the one that is returned. */
  CHILD_TYPE(87),
  /** A child that is called as no child can be. */
  CHILD_FORM(88),
  /** A child that cannot be undone. */
  CHILD_PIVOT(89),
  /** Sagas that start each other. */
  CHILD_CYCLE(90),
  /** A step that is called once, but would have to be called again. */
  AT_MOST_ONCE(91),
  /** A transaction without its connection, or the other way round. */
  TRANSACTIONAL(92),
  /** A lock without a key. */
  EXCLUSIVE_KEY(93),
  /** A lock that is taken twice. */
  EXCLUSIVE_TWICE(94),
  /** Runs that could wait for each other's locks. */
  LOCK_ORDER(95),
  /** A deadline before the last attempt. */
  DEADLINE(96),
  /** A step whose record others run ahead of, where none can. */
  PIPELINED(97),
  /** Lock files that are nowhere, or cannot be read or written. */
  LOCK_PLACE(120),
  /** A lock file that cannot be relied on. */
  LOCK_FILE(121),
  /** A change that runs under way could not follow. */
  NEW_VERSION(122),
  /** A change that is not accepted yet. */
  NOT_ACCEPTED(123, true),
  /** A saga that was never accepted. */
  NOT_LOCKED(124, true),
  /** A saga that is not as it was accepted, where that is demanded. */
  FROZEN(125);

  private final int number;
  private final boolean warning;

  Code(int number) {
    this(number, false);
  }

  Code(int number, boolean warning) {
    this.number = number;
    this.warning = warning;
  }

  /**
   * The code as the user sees it.
   *
   * @return for example {@code SKALD021}
   */
  public String id() {
    return String.format(Locale.ROOT, "SKALD%03d", number);
  }

  /**
   * Whether a build goes on in spite of it, and {@code @SuppressWarnings("skald")} silences it.
   *
   * @return whether it is a warning
   */
  public boolean warning() {
    return warning;
  }
}
