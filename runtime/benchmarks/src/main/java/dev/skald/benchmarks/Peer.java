package dev.skald.benchmarks;

import java.util.Optional;

/**
 * Another engine that runs the same sagas. The build does without them and all that they bring
 * along; the profile {@code peers} compiles them.
 */
interface Peer {

  /**
   * Starts it.
   *
   * @param services what its steps and undos call
   * @return to be closed after the measurement, which leaves nothing behind
   * @throws Exception if it cannot be started
   */
  Subject open(Services services) throws Exception;

  /** The one for a line of the table, if it was compiled. */
  static Optional<Peer> of(Row row) {
    String name = row.name().charAt(0) + row.label().substring(1) + "Peer";
    try {
      Class<?> type = Class.forName(Peer.class.getPackageName() + "." + name);
      return Optional.of((Peer) type.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " cannot be made", e);
    }
  }
}
