package dev.skald.runtime.engine;

import dev.skald.runtime.machine.Event;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run: its input, results, external events and children. Written by the run's
 * own thread of control, each once, before anything that reads it is handed to another thread.
 * Steps under way read some of it while others are written, so no map may lose an entry while it
 * grows.
 */
final class Values {

  private final SagaPlan<?> plan;
  private final @Nullable Object input;

  /** By step; for one that runs for each, an array of its items' results. */
  private final @Nullable Object[] results;

  private @Nullable Map<Integer, Object> signals;
  private @Nullable Map<Place, RunKey> children;

  Values(SagaPlan<?> plan, @Nullable Object input) {
    this.plan = plan;
    this.input = input;
    this.results = new @Nullable Object[plan.steps().size()];
  }

  @Nullable Object input() {
    return input;
  }

  /** The result of a step that runs once, or of one item. */
  @Nullable Object result(int step, int item) {
    return item == Event.NO_ITEM || results[step] == null ? results[step] : items(step)[item];
  }

  /** The results of all items, in the order of the list. */
  List<@Nullable Object> results(int step) {
    List<@Nullable Object> all = new ArrayList<>();
    Collections.addAll(all, items(step));
    return Collections.unmodifiableList(all);
  }

  /** Takes what an event brought. */
  void take(Event event) {
    if (!(event.value() instanceof Payload payload) || payload.value() == null) {
      return;
    }
    switch (event.kind()) {
      case SUCCEEDED, SUPPLIED -> put(event.step(), event.item(), payload.value());
      case SIGNALLED -> signals().put(event.step(), payload.value());
      case CHILD_STARTED ->
          children().put(new Place(event.step(), event.item()), (RunKey) payload.value());
      default -> {
        // No other kind carries a value that anybody reads.
      }
    }
  }

  private void put(int step, int item, Object value) {
    if (item == Event.NO_ITEM) {
      results[step] = value;
    } else {
      items(step)[item] = value;
    }
  }

  private @Nullable Object[] items(int step) {
    if (results[step] == null) {
      EachPlan each = plan.step(step).each();
      results[step] = new @Nullable Object[each == null ? 0 : list(each.items()).size()];
    }
    return (@Nullable Object[]) results[step];
  }

  /** The list that a step runs through. */
  List<?> list(ItemsRef<?> items) {
    int source = items.source();
    if (items.isOfResults()) {
      return results(source);
    }
    Object value = source == ItemsRef.INPUT ? input : results[source];
    if (value == null) {
      throw new IllegalStateException("The list is not there yet");
    }
    return items.in(value);
  }

  @Nullable Object signal(int step) {
    return signals == null ? null : signals.get(step);
  }

  @Nullable RunKey child(int step, int item) {
    return children == null ? null : children.get(new Place(step, item));
  }

  private Map<Integer, Object> signals() {
    if (signals == null) {
      signals = new ConcurrentHashMap<>();
    }
    return signals;
  }

  private Map<Place, RunKey> children() {
    if (children == null) {
      children = new ConcurrentHashMap<>();
    }
    return children;
  }

  private record Place(int step, int item) {}
}
