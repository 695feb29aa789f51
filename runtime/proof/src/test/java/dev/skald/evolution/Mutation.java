package dev.skald.evolution;

import dev.skald.evolution.Family.Moment;
import dev.skald.evolution.Play.Played;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A change of a saga, with what is to be expected of its runs that are under way.
 *
 * @param name what is changed, for people
 * @param family the saga that is changed
 * @param expected the verdict
 * @param why the reason of it, for people
 * @param source the changed source
 */
record Mutation(String name, Family family, Verdict expected, String why, String source) {

  /** What becomes of runs that are under way. */
  enum Verdict {
    /** Nobody can tell. */
    SAME("same"),
    /** They go on. */
    COMPATIBLE("compatible"),
    /** Some cannot go on. */
    NEEDS_NEW_VERSION("needs a new version"),
    /** All seem to go on, and yet something is wrong that no run can show. */
    REFUSED("needs a new version, although no run fails");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    static Verdict of(String words) {
      return Stream.of(values()).filter(v -> v.words.equals(words)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Replaces what stands there once. */
  Mutation replace(String old, String next) {
    int at = source.indexOf(old);
    if (at < 0 || source.indexOf(old, at + 1) >= 0) {
      throw new AssertionError(name + ": does not stand there once: " + old);
    }
    return with(source.replace(old, next));
  }

  /** Adds members to the end of the class. */
  Mutation add(String members) {
    return with(source.substring(0, source.lastIndexOf('}')) + members + "\n}\n");
  }

  /** Renames something wherever it stands. */
  Mutation rename(String old, String next) {
    String renamed = source.replaceAll("\\b" + old + "\\b", next);
    if (renamed.equals(source)) {
      throw new AssertionError(name + ": does not stand there: " + old);
    }
    return with(renamed);
  }

  private Mutation with(String changed) {
    return new Mutation(name, family, expected, why, changed);
  }

  /**
   * A moment of a run of the former code that the changed code does not do justice to.
   *
   * @param moment when
   * @param wrong what is wrong
   */
  record Witness(Moment moment, String wrong) {
    @Override
    public String toString() {
      return moment + ": " + wrong;
    }
  }

  /** Asks the compiler, which has seen the former code. */
  Checked check() {
    Compiler.Compiled compiled = family.compile(source);
    boolean refused = compiled.says("SKALD122") || compiled.says("SKALD124");
    return new Checked(
        refused
            ? Verdict.NEEDS_NEW_VERSION
            : compiled.says("SKALD123") ? Verdict.COMPATIBLE : Verdict.SAME,
        refused ? Compiler.compile("shop." + family.root(), source).orFail() : compiled.orFail(),
        compiled.said());
  }

  /**
   * A change that was compiled.
   *
   * @param verdict the compiler's
   * @param version the changed code; if it was refused, it takes over runs all the same
   * @param said all that the compiler says
   */
  record Checked(Verdict verdict, Version version, List<String> said) {

    /** Lets the run go on at a moment, and judges. */
    Judge.Ruling at(Family family, Moment moment) {
      boolean forced = verdict == Verdict.NEEDS_NEW_VERSION;
      Played played =
          new Play(List.of(version), forced, family.journals(), moment.before(), moment.future())
              .play();
      return Judge.judge(played, family.reference(moment));
    }
  }

  /**
   * The first moment at which the changed code does not do justice to the run: where it always
   * fails, if there is one.
   */
  Optional<Witness> search(Checked checked) {
    Optional<Witness> byChance = Optional.empty();
    for (Moment moment : family.moments()) {
      Judge.Ruling ruling = checked.at(family, moment);
      if (!ruling.wrong().isEmpty()) {
        return Optional.of(new Witness(moment, ruling.wrong().get(0)));
      }
      if (byChance.isEmpty() && !ruling.byChance().isEmpty()) {
        byChance = Optional.of(new Witness(moment, ruling.byChance().get(0)));
      }
    }
    return byChance;
  }

  @Override
  public String toString() {
    return name;
  }
}
