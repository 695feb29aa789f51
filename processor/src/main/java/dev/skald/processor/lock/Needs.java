package dev.skald.processor.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the steps of a graph need of each other, and what follows from it. Needs that follow from
 * others are dropped, so that two graphs with the same order of execution look the same.
 */
final class Needs {

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Set<Need>> given;

  /** By step: those that have been settled before it can run, directly or not. */
  private final BitSet[] settled;

  /** By step: those that have succeeded before it can run. */
  private final BitSet[] done;

  /**
   * Looks through a graph.
   *
   * @param steps what each step needs
   * @param variants the variants that a step's result may be of; empty where it has none
   * @throws IllegalArgumentException if a step needs one that does not exist, or itself in the end
   */
  Needs(Map<String, Set<Need>> steps, Function<String, SortedSet<String>> variants) {
    this.names = List.copyOf(new TreeMap<>(steps).keySet());
    names.forEach(name -> places.put(name, places.size()));
    this.given = new HashMap<>();
    steps.forEach(
        (step, needs) ->
            given.put(
                step,
                needs.stream()
                    .map(need -> simplified(need, variants))
                    .collect(Collectors.toCollection(LinkedHashSet::new))));
    this.settled = new BitSet[names.size()];
    this.done = new BitSet[names.size()];
    for (int step : order()) {
      settled[step] = new BitSet();
      done[step] = new BitSet();
      for (Need need : given.getOrDefault(names.get(step), Set.of())) {
        settled[step].or(settledBy(need));
        done[step].or(doneBy(need));
      }
    }
  }

  /** A condition that is always met is none. */
  private static Need simplified(Need need, Function<String, SortedSet<String>> variants) {
    if (need instanceof Need.When when) {
      SortedSet<String> all = variants.apply(when.step());
      boolean always = !all.isEmpty() && when.variants().containsAll(all);
      return always ? new Need.After(when.step()) : need;
    }
    return need instanceof Need.OneOf one && one.steps().size() == 1
        ? new Need.After(one.steps().first())
        : need;
  }

  /** Kahn's algorithm; what it does not reach is in, or behind, a cycle. */
  private List<Integer> order() {
    int[] waiting = new int[names.size()];
    List<List<Integer>> dependents = new ArrayList<>();
    names.forEach(name -> dependents.add(new ArrayList<>()));
    for (int step = 0; step < waiting.length; step++) {
      for (int other : all(needs(step)).stream().toArray()) {
        dependents.get(other).add(step);
        waiting[step]++;
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int step = 0; step < waiting.length; step++) {
      if (waiting[step] == 0) {
        ready.add(step);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int step = ready.remove();
      order.add(step);
      for (int dependent : dependents.get(step)) {
        if (--waiting[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    if (order.size() < waiting.length) {
      throw new IllegalArgumentException("Steps wait for each other");
    }
    return order;
  }

  private Set<Need> needs(int step) {
    return given.getOrDefault(names.get(step), Set.of());
  }

  private BitSet all(Set<Need> needs) {
    BitSet all = new BitSet();
    needs.forEach(need -> all.or(places(need)));
    return all;
  }

  private BitSet places(Need need) {
    BitSet found = new BitSet();
    need.steps().forEach(name -> found.set(place(name)));
    return found;
  }

  private int place(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("There is no step " + name);
    }
    return place;
  }

  private BitSet settledBy(Need need) {
    BitSet all = places(need);
    places(need).stream().forEach(step -> all.or(settled[step]));
    return all;
  }

  /** What has succeeded where a need is met. */
  private BitSet doneBy(Need need) {
    BitSet all = new BitSet();
    if (need instanceof Need.IfTaken) {
      return all;
    }
    int[] steps = places(need).stream().toArray();
    all.or(doneWith(steps[0]));
    for (int step : steps) {
      all.and(doneWith(step));
    }
    return all;
  }

  private BitSet doneWith(int step) {
    BitSet all = (BitSet) done[step].clone();
    all.set(step);
    return all;
  }

  /** All needs, without those that follow from the rest. */
  Map<String, Set<Need>> reduced() {
    Map<String, Set<Need>> reduced = new HashMap<>();
    given.forEach((step, needs) -> reduced.put(step, reduced(needs)));
    return reduced;
  }

  private Set<Need> reduced(Set<Need> needs) {
    return needs.stream()
        .filter(need -> needs.stream().noneMatch(other -> other != need && follows(need, other)))
        .collect(Collectors.toSet());
  }

  private boolean follows(Need need, Need from) {
    if (need instanceof Need.After after) {
      return doneBy(from).get(place(after.step()));
    }
    if (need instanceof Need.IfTaken order) {
      return settledBy(from).get(place(order.step()));
    }
    if (need instanceof Need.When when) {
      return !from.steps().contains(when.step()) && isMet(when, doneBy(from));
    }
    return !(from instanceof Need.OneOf) && doneBy(from).intersects(places(need));
  }

  /** Whether one of the steps that have run has had the same condition, or a stricter one. */
  private boolean isMet(Need.When wanted, BitSet done) {
    return done.stream()
        .mapToObj(this::needs)
        .flatMap(Set::stream)
        .anyMatch(
            need ->
                need instanceof Need.When when
                    && when.step().equals(wanted.step())
                    && wanted.variants().containsAll(when.variants()));
  }

  /** Every step that has been settled before a step can run, directly or not. */
  Set<String> settledBefore(String step) {
    return settled[place(step)].stream().mapToObj(names::get).collect(Collectors.toSet());
  }
}
