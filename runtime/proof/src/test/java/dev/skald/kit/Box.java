package dev.skald.kit;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A box office in memory, as a careful service would be, and with ways to use it wrongly. */
final class Box {

  private static final int SEATS = 100;

  private final Map<String, Hold> holds = new LinkedHashMap<>();
  private final Map<String, Integer> fares = new LinkedHashMap<>();
  private final Set<String> refused = new HashSet<>();
  private int free = SEATS;
  private int numbers;
  private boolean broken;

  /**
   * Seats that are kept.
   *
   * @param id names them
   * @param seats how many
   */
  record Hold(String id, int seats) {}

  /** The card was declined. */
  static final class Declined extends Exception {
    private static final long serialVersionUID = 1L;

    Declined(String message) {
      super(message);
    }
  }

  /** Once for each key; not at all for one that was given up before. */
  synchronized Hold hold(String key, int seats) {
    if (refused.contains(key)) {
      throw new IllegalStateException("given up before");
    }
    Hold known = holds.get(key);
    return known != null ? known : keep(key, seats);
  }

  /** Again each time. */
  synchronized Hold holdMore(int seats) {
    return keep("without key " + numbers, seats);
  }

  private Hold keep(String key, int seats) {
    free -= seats;
    Hold made = new Hold("H-" + ++numbers, seats);
    holds.put(key, made);
    return made;
  }

  /** Gives seats back that were kept; does nothing if they were not. */
  synchronized void release(String id) {
    holds.values().stream().filter(hold -> hold.id().equals(id)).forEach(h -> free += h.seats());
    holds.values().removeIf(hold -> hold.id().equals(id));
  }

  /** The same by the key they were kept with, also for the future. */
  synchronized void giveUp(String key) {
    refused.add(key);
    Hold hold = holds.remove(key);
    if (hold != null) {
      free += hold.seats();
    }
  }

  /** Forgets who keeps the seats, and leaves them empty. */
  synchronized void forget(String id) {
    holds.values().removeIf(hold -> hold.id().equals(id));
  }

  /** Counts seats back without asking whether they were taken. */
  synchronized void putBack(int seats) {
    free += seats;
    holds.clear();
  }

  /** From now on nobody can pay. */
  synchronized void breakTill() {
    broken = true;
  }

  /** Once for each key. */
  synchronized int charge(String key, int fare) {
    if (broken) {
      throw new IllegalStateException("the till is broken");
    }
    fares.putIfAbsent(key, fare);
    return fare;
  }

  synchronized Map<String, Object> standing() {
    return new TreeMap<>(
        Map.of("free", free, "holds", holds.size(), "fares", fares.values().stream().toList()));
  }
}
