package dev.skald.runtime.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * The external events that came for a step.
 *
 * @param received whether the one it waits for has come
 * @param ids the ids of all, so that doubles are known
 */
public record SignalBox(boolean received, List<String> ids) {

  static final SignalBox EMPTY = new SignalBox(false, List.of());

  /** Copies the list. */
  public SignalBox {
    ids = List.copyOf(ids);
  }

  SignalBox received(String id) {
    return new SignalBox(true, plus(id));
  }

  SignalBox late(String id) {
    return new SignalBox(received, plus(id));
  }

  private List<String> plus(String id) {
    List<String> next = new ArrayList<>(ids);
    next.add(id);
    return next;
  }
}
