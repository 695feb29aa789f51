package dev.skald.runtime.machine;

import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import java.util.List;
import java.util.stream.IntStream;

/** What the services answer, as far as anything depends on it: the same at every call. */
final class Lots {

  private final SagaPlan<?> plan;
  private final Script script;

  Lots(SagaPlan<?> plan, Script script) {
    this.plan = plan;
    this.script = script;
  }

  Facts ofInput() {
    return new Facts(Facts.NO_VARIANT, sizes(ItemsRef.INPUT));
  }

  Facts of(Call call) {
    boolean result = call.kind() == Call.Kind.CHILD || call.kind() == Call.Kind.STEP;
    return result ? ofStep(call.step(), script.lot(call.step())) : Facts.NONE;
  }

  /** Another lot may be drawn for what a person says. */
  Facts ofStep(int step, int lot) {
    int variants = plan.step(step).variants().size();
    if (plan.step(step).each() != null) {
      return Facts.NONE;
    }
    return new Facts(variants == 0 ? Facts.NO_VARIANT : lot % variants, sizes(step));
  }

  private List<Integer> sizes(int source) {
    return IntStream.of(plan.feeds(source)).map(script::lot).boxed().toList();
  }
}
