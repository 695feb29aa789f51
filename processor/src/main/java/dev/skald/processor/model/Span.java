package dev.skald.processor.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A duration in the unit the user wrote it in.
 *
 * @param amount how many, 1 or more
 * @param unit of what
 */
public record Span(long amount, Unit unit) implements Comparable<Span> {

  /** Longer than any process, and short enough for every clock to add it to now. */
  private static final int LONGEST_IN_DAYS = 36_500;

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

  private static final Map<String, Unit> UNITS =
      Arrays.stream(Unit.values()).collect(Collectors.toMap(unit -> unit.symbol, unit -> unit));

  /** A unit of time. */
  public enum Unit {
    /** Milliseconds. */
    MILLIS("ms", Duration.ofMillis(1)),
    /** Seconds. */
    SECONDS("s", Duration.ofSeconds(1)),
    /** Minutes. */
    MINUTES("m", Duration.ofMinutes(1)),
    /** Hours. */
    HOURS("h", Duration.ofHours(1)),
    /** Days. */
    DAYS("d", Duration.ofDays(1));

    private final String symbol;
    private final Duration length;
    private final long most;

    Unit(String symbol, Duration length) {
      this.symbol = symbol;
      this.length = length;
      this.most = Duration.ofDays(LONGEST_IN_DAYS).toMillis() / length.toMillis();
    }
  }

  /** Refuses what no duration can be. */
  public Span {
    if (amount < 1 || amount > unit.most) {
      throw new IllegalArgumentException(amount + unit.symbol + " is no duration");
    }
  }

  /**
   * Reads a duration such as {@code "200ms"}.
   *
   * @param text what was written
   * @return the duration, or empty if it is none, not positive, or longer than a hundred years
   */
  public static Optional<Span> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    Unit unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
    return amount >= 1 && amount <= unit.most
        ? Optional.of(new Span(amount, unit))
        : Optional.empty();
  }

  /**
   * The duration without its unit.
   *
   * @return how long it is
   */
  public Duration toDuration() {
    return unit.length.multipliedBy(amount);
  }

  @Override
  public String toString() {
    return amount + unit.symbol;
  }

  @Override
  public int compareTo(Span other) {
    return toDuration().compareTo(other.toDuration());
  }
}
