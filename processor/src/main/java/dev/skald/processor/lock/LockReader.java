package dev.skald.processor.lock;

import dev.skald.processor.lock.LockFile.State;
import dev.skald.processor.lock.LockFileException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a lock file. The checksum comes first: a file that was merged or edited by hand may look
 * right and say what nobody accepted, so only what the compiler itself wrote is believed.
 */
final class LockReader {

  private static final Pattern CONFLICT =
      Pattern.compile("(<<<<<<<|=======|>>>>>>>|\\|\\|\\|\\|\\|\\|\\|).*");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  private final String text;

  LockReader(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  LockFile read(String saga, int version) throws LockFileException {
    if (text.length() > LockFile.LARGEST) {
      throw LockFileException.tooLarge();
    }
    List<String> lines = text.lines().toList();
    requireNoConflict(lines);
    int end = requireChecksum(lines);
    int start = requireFormat(lines);
    List<State> states = states(lines.subList(0, end), start);
    for (State state : states) {
      Description of = state.description();
      if (!of.saga().equals(saga) || of.version() != version) {
        throw new LockFileException(
            Problem.ANOTHER, 0, "it is that of " + of.saga() + " version " + of.version());
      }
    }
    return new LockFile(states.get(0), states.subList(1, states.size()));
  }

  private static void requireNoConflict(List<String> lines) throws LockFileException {
    for (int i = 0; i < lines.size(); i++) {
      if (CONFLICT.matcher(lines.get(i)).matches()) {
        throw new LockFileException(Problem.CONFLICT, i + 1, "marks of a merge stand in it");
      }
    }
  }

  private int requireChecksum(List<String> lines) throws LockFileException {
    int last = lines.size() - 1;
    String word = Words.CHECKSUM + " ";
    if (last < 0 || !lines.get(last).startsWith(word)) {
      throw new LockFileException(Problem.TRUNCATED, lines.size(), "its end is missing");
    }
    String content = text.substring(0, text.lastIndexOf(word));
    if (!lines.get(last).equals(word + Sha256.of(content))) {
      throw new LockFileException(Problem.EDITED, 0, "it was changed since the compiler wrote it");
    }
    return last;
  }

  /** The place of the first line behind the header. */
  private static int requireFormat(List<String> lines) throws LockFileException {
    int at = 0;
    while (at < lines.size() && lines.get(at).startsWith("#")) {
      at++;
    }
    String line = lines.get(at);
    if (!line.equals(Words.MAGIC + " " + Words.FORMAT)) {
      boolean newer = line.matches(Words.MAGIC + " [0-9]{1,9}");
      throw new LockFileException(
          newer ? Problem.NEWER : Problem.MALFORMED,
          at + 1,
          "it is of the format \"" + line + "\"");
    }
    return at + 1;
  }

  private static List<State> states(List<String> lines, int start) throws LockFileException {
    List<State> states = new ArrayList<>();
    int at = start;
    while (at < lines.size()) {
      String word = states.isEmpty() ? Words.ACCEPTED : Words.FORMERLY;
      String fingerprint = fingerprint(lines.get(at), word, at + 1);
      int next = at + 1;
      while (next < lines.size() && !lines.get(next).startsWith(Words.FORMERLY + " ")) {
        next++;
      }
      states.add(
          new State(fingerprint, new DescriptionReader(lines.subList(0, next), at + 1).read()));
      at = next;
    }
    if (states.isEmpty()) {
      throw malformed(start, "nothing is accepted");
    }
    return states;
  }

  private static String fingerprint(String line, String word, int number) throws LockFileException {
    String digits = line.startsWith(word + " ") ? line.substring(word.length() + 1) : "";
    if (!FINGERPRINT.matcher(digits).matches()) {
      throw malformed(number, "\"" + word + "\" and a fingerprint are expected");
    }
    return digits;
  }

  static LockFileException malformed(int line, String what) {
    return new LockFileException(Problem.MALFORMED, line, what);
  }
}
