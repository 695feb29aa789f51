package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import java.util.HashMap;
import java.util.Map;

/** Knows the sagas of one build, and reports those that are in each other's way. */
public final class Neighbours {

  private final Map<String, String> durable = new HashMap<>();
  private final Map<String, String> generated = new HashMap<>();

  /**
   * Compares a saga with those that came before it, and with other types.
   *
   * @param draft the saga
   * @param report takes what is wrong
   * @return whether the orchestrator's name is free, so that it can be written, in error or not
   */
  public boolean check(Draft draft, Report report) {
    String saga = draft.type().qualifiedName();
    String other = durable.putIfAbsent(draft.name().value() + " " + draft.version().value(), saga);
    if (other != null) {
      report.add(
          draft.name().where(),
          Wording.duplicateSaga(draft.name().value(), draft.version().value(), saga, other));
    }
    String orchestrator = draft.type().orchestrator().qualifiedName();
    boolean free =
        generated.putIfAbsent(orchestrator, saga) == null && !draft.surroundings().nameTaken();
    if (!free) {
      report.add(
          draft.where(),
          Wording.generatedName(
              draft.type().simpleName(), draft.type().orchestrator().simpleName()));
    }
    return free;
  }
}
