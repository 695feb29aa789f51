package dev.skald.processor.lock;

import dev.skald.processor.lock.DescribedStep.Gate;
import dev.skald.processor.lock.DescribedType.Kind;
import dev.skald.processor.lock.DescribedType.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads back what {@link DescriptionText} writes, and refuses everything else. */
final class DescriptionReader {

  private final List<String> lines;
  private int at;

  /**
   * Prepares to read.
   *
   * @param lines all lines to the end of the description
   * @param start the place of its first line
   */
  DescriptionReader(List<String> lines, int start) {
    this.lines = lines;
    this.at = start;
  }

  Description read() throws LockFileException {
    try {
      String saga = rest(Words.SAGA);
      int version = Integer.parseInt(rest(Words.VERSION));
      TypeRef input = TypeRef.parse(rest(Words.INPUT));
      List<DescribedStep> steps = new ArrayList<>();
      while (starts(Words.STEP)) {
        steps.add(step());
      }
      List<String> result = starts(Words.RESULT) ? words(rest(Words.RESULT)) : List.of();
      Map<String, DescribedType> types = new LinkedHashMap<>();
      while (at < lines.size()) {
        type(types);
      }
      Description read = new Description(saga, version, input, steps, result, types);
      requireGraph(read);
      return read;
    } catch (IllegalArgumentException e) {
      // Lines count from 1: this is the last one that was taken.
      throw LockReader.malformed(at, String.valueOf(e.getMessage()));
    }
  }

  /** Steps that exist, and wait for each other in no circle. */
  private static void requireGraph(Description saga) {
    Map<String, Set<Need>> needs = new LinkedHashMap<>();
    saga.steps().values().forEach(step -> needs.put(step.name(), step.needs()));
    new Needs(needs, step -> new TreeSet<>());
  }

  private boolean starts(String word) {
    return at < lines.size() && lines.get(at).startsWith(word + " ");
  }

  private String rest(String word) {
    if (!starts(word)) {
      throw new IllegalArgumentException("\"" + word + "\" is expected");
    }
    return lines.get(at++).substring(word.length() + 1);
  }

  private boolean isInner() {
    return at < lines.size() && lines.get(at).startsWith("  ");
  }

  private DescribedStep step() {
    StepLines step = new StepLines(rest(Words.STEP));
    while (isInner()) {
      step.take(lines.get(at++).substring(2));
    }
    return step.read();
  }

  private void type(Map<String, DescribedType> types) {
    List<String> head = words(lines.get(at++));
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> head.size() == 2 && DescriptionText.word(k).equals(head.get(0)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a type is expected"));
    List<Part> parts = new ArrayList<>();
    while (isInner()) {
      List<String> words = words(lines.get(at++).substring(2));
      if (words.size() != (kind == Kind.ENUM ? 1 : 2)) {
        throw new IllegalArgumentException("a part of " + head.get(1) + " is expected");
      }
      TypeRef type = kind == Kind.ENUM ? TypeRef.VOID : TypeRef.parse(words.get(1));
      parts.add(new Part(words.get(0), type, false));
    }
    if (types.put(head.get(1), new DescribedType(kind, parts)) != null) {
      throw new IllegalArgumentException("a second " + head.get(1));
    }
  }

  private static List<String> words(String line) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.contains("")) {
      throw new IllegalArgumentException("a word is missing");
    }
    return words;
  }

  /** The lines of one step. */
  private static final class StepLines {

    private final String name;
    private final Set<Need> needs = new HashSet<>();
    private final List<String> locks = new ArrayList<>();
    private final Map<String, String> rest = new LinkedHashMap<>();

    StepLines(String name) {
      this.name = words(name).size() == 1 ? name : fail("the name of a step is expected");
    }

    void take(String line) {
      List<String> words = words(line);
      List<String> others = words.subList(1, words.size());
      switch (words.get(0)) {
        case Words.AFTER -> needs.add(new Need.After(only(others)));
        case Words.IF_TAKEN -> needs.add(new Need.IfTaken(only(others)));
        case Words.ONE_OF -> needs.add(new Need.OneOf(some(others)));
        case Words.WHEN -> {
          SortedSet<String> variants =
              some(others.subList(Math.min(1, others.size()), others.size()));
          needs.add(new Need.When(others.get(0), variants));
        }
        case Words.LOCK -> locks.add(rest(others));
        case Words.PIVOT, Words.AFTER_PIVOT -> put(words.get(0), none(others));
        case Words.GIVES, Words.GATE, Words.EACH, Words.MODE, Words.EFFECT, Words.UNDO ->
            put(words.get(0), rest(others));
        default -> fail("\"" + words.get(0) + "\" is said of no step");
      }
    }

    private void put(String word, String value) {
      if (rest.put(word, value) != null) {
        fail("\"" + word + "\" stands twice");
      }
    }

    DescribedStep read() {
      return new DescribedStep(
          name,
          rest.containsKey(Words.GIVES) ? TypeRef.parse(rest.get(Words.GIVES)) : TypeRef.VOID,
          needs,
          gate(),
          value(Words.EACH),
          locks,
          value(Words.MODE),
          value(Words.EFFECT),
          rest.containsKey(Words.PIVOT),
          rest.containsKey(Words.AFTER_PIVOT),
          value(Words.UNDO));
    }

    private String value(String word) {
      return rest.getOrDefault(word, "");
    }

    private Gate gate() {
      if (!rest.containsKey(Words.GATE)) {
        return Gate.NONE;
      }
      List<String> words = words(rest.get(Words.GATE));
      return new Gate(words.get(0), words.size() == 2 ? TypeRef.parse(words.get(1)) : TypeRef.VOID);
    }

    private static String only(List<String> words) {
      return words.size() == 1 ? words.get(0) : fail("one step is expected");
    }

    private static String none(List<String> words) {
      return words.isEmpty() ? "" : fail("nothing more is expected");
    }

    private static SortedSet<String> some(List<String> words) {
      return words.isEmpty() ? fail("more is expected") : new TreeSet<>(words);
    }

    private static String rest(List<String> words) {
      return words.isEmpty() ? fail("more is expected") : String.join(" ", words);
    }

    private static <T> T fail(String why) {
      throw new IllegalArgumentException(why);
    }
  }
}
