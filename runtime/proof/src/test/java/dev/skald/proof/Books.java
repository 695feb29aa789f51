package dev.skald.proof;

import java.util.HashMap;
import java.util.Map;

/**
 * The effects, one for each idempotency key: what a service that honours the contract for
 * participants keeps. Used under the witness's lock.
 */
final class Books {

  private final Map<String, Long> effects = new HashMap<>();
  private final Map<String, Act> undone = new HashMap<>();
  private long last;

  /** What a call did. */
  enum Act {
    /** Nothing: it was cut off before. */
    NOTHING,
    /** The effect took place. */
    EFFECT,
    /** The effect had taken place before. */
    REPEAT,
    /** It was declined. */
    DECLINED,
    /** It was refused because the step had been undone before. */
    REFUSED,
    /** The effect was undone. */
    UNDONE,
    /** It had been undone before. */
    UNDO_REPEAT,
    /** There was no effect to undo, and now there never will be. */
    TOMBSTONE
  }

  Act call(Request request, boolean declined) {
    String key = request.stepKey();
    if (request.undo()) {
      if (undone.containsKey(key)) {
        return Act.UNDO_REPEAT;
      }
      Act act = effects.containsKey(key) ? Act.UNDONE : Act.TOMBSTONE;
      undone.put(key, act);
      return act;
    }
    if (undone.containsKey(key)) {
      return Act.REFUSED;
    }
    if (declined) {
      return Act.DECLINED;
    }
    return effects.putIfAbsent(key, last + 1) == null ? count() : Act.REPEAT;
  }

  private Act count() {
    last++;
    return Act.EFFECT;
  }

  /** The number of an effect, 0 for none. */
  long number(String key) {
    return effects.getOrDefault(key, 0L);
  }
}
