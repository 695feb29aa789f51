package dev.skald.processor.lock;

import dev.skald.processor.model.Lineage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A lock file: what is accepted of one version of a saga, and what was accepted before. Immutable.
 *
 * @param accepted what the source was when it was last accepted
 * @param formerly what it was before, the latest first; runs that started then may be under way
 */
public record LockFile(State accepted, List<State> formerly) {

  /** Characters; a saga of a thousand steps that was accepted a hundred times has fewer. */
  public static final int LARGEST = 16 << 20;

  /** Copies the list. */
  public LockFile {
    formerly = List.copyOf(formerly);
  }

  /**
   * One accepted state.
   *
   * @param fingerprint what runs that started then have in their journal
   * @param description what the saga was
   */
  public record State(String fingerprint, Description description) {}

  /**
   * The first lock file of a saga's version.
   *
   * @param description the saga
   * @return a lock file without a past
   */
  public static LockFile first(Description description) {
    return new LockFile(new State(description.fingerprint(), description), List.of());
  }

  /**
   * Accepts a change.
   *
   * @param description the saga as it is now
   * @return a lock file in which what was accepted so far is the past
   */
  public LockFile accept(Description description) {
    if (description.equals(accepted.description())) {
      return this;
    }
    List<State> past = new ArrayList<>();
    past.add(accepted);
    past.addAll(formerly);
    past.removeIf(state -> state.description().equals(description));
    return new LockFile(new State(lineage(description).fingerprint(), description), past);
  }

  /**
   * Where the file stands in the directory of lock files.
   *
   * @param saga the saga's durable name
   * @param version its version
   * @return the file's name
   */
  public static String fileName(String saga, int version) {
    return saga + "-v" + version + ".lock";
  }

  /**
   * How a plan is named that takes over from all that was accepted.
   *
   * @param now the saga as it is now, which is compatible with all that was accepted
   * @return its names; a graph that was accepted keeps its fingerprint, whoever computed it
   */
  public Lineage lineage(Description now) {
    String digits = now.fingerprint();
    String own =
        digits.equals(accepted.description().fingerprint()) ? accepted.fingerprint() : digits;
    LinkedHashSet<String> all = new LinkedHashSet<>();
    all.add(accepted.fingerprint());
    formerly.forEach(state -> all.add(state.fingerprint()));
    all.remove(own);
    return new Lineage(own, List.copyOf(all));
  }

  /**
   * The file's text.
   *
   * @return lines that end with a line feed, the last of them a checksum of the others
   */
  public String text() {
    Description saga = accepted.description();
    StringBuilder text = new StringBuilder();
    text.append("# What journals of ").append(saga.saga()).append(" version ");
    text.append(saga.version()).append(" depend on. Check it in, and do not edit it:\n");
    text.append(
        "# the compiler writes it when a change is accepted. See docs/evolution.md of Skald.\n");
    text.append(Words.MAGIC).append(' ').append(Words.FORMAT).append('\n');
    append(text, Words.ACCEPTED, accepted);
    formerly.forEach(state -> append(text, Words.FORMERLY, state));
    String content = text.toString();
    return content + Words.CHECKSUM + " " + Sha256.of(content) + "\n";
  }

  private static void append(StringBuilder text, String word, State state) {
    text.append(word).append(' ').append(state.fingerprint()).append('\n');
    text.append(state.description().text());
  }

  /**
   * Reads a lock file.
   *
   * @param text the file's text, with whatever ends of lines a version control made of it
   * @param saga the saga it must be of
   * @param version the version it must be of
   * @return the lock file
   * @throws LockFileException if the file is damaged, or is none, or is another's
   */
  public static LockFile parse(String text, String saga, int version) throws LockFileException {
    return new LockReader(text).read(saga, version);
  }
}
