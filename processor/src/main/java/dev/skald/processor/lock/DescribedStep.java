package dev.skald.processor.lock;

import java.util.List;
import java.util.Set;

/**
 * A step, as far as journals depend on it. Words are those of the lock file, and empty where there
 * is nothing to say.
 *
 * @param name its durable name
 * @param gives the type of its result, for one item where it runs for each
 * @param needs what it needs of other steps, without what follows from the rest
 * @param gate what it waits for beside them
 * @param each the list it runs through, and how many items at a time
 * @param locks what the run locks before it, each with where its key comes from
 * @param mode how it is called
 * @param effect what it leaves behind
 * @param pivot whether it is a point of no return
 * @param afterPivot whether it may run when there is no way back
 * @param undo what its undo must know of it
 */
record DescribedStep(
    String name,
    TypeRef gives,
    Set<Need> needs,
    Gate gate,
    String each,
    List<String> locks,
    String mode,
    String effect,
    boolean pivot,
    boolean afterPivot,
    String undo) {

  DescribedStep {
    needs = Set.copyOf(needs);
    locks = locks.stream().sorted().toList();
  }

  /** A step that only reads leaves nothing to undo. */
  boolean readsOnly() {
    return effect.equals(Words.READ_ONLY);
  }

  /**
   * What a step waits for beside other steps.
   *
   * @param kind the word for it
   * @param event the type of the event it waits for, {@code void} for none
   */
  record Gate(String kind, TypeRef event) {
    static final Gate NONE = new Gate("", TypeRef.VOID);
  }
}
