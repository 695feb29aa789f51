package dev.skald.processor.diagnostic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of deadlines; see {@link Wording}. */
public final class DeadlineWording {

  private DeadlineWording() {}

  /** A deadline that comes too early. */
  public static Message deadline(
      String saga,
      Optional<String> pivot,
      Duration time,
      boolean open,
      Duration deadline,
      List<String> lines) {
    return Message.of(
            Code.DEADLINE,
            saga
                + pivot
                    .map(name -> " may take " + text(time) + " up to its pivot " + name)
                    .orElse(" may take " + text(time))
                + (open ? ", or longer" : "")
                + ", but its deadline is "
                + text(deadline)
                + ".",
            "At the deadline the saga turns back, so attempts that would come later are never made.",
            "Write a deadline of "
                + text(time)
                + " or more, fewer attempts, shorter timeouts or delays.")
        .with(lines);
  }

  /** One line of a sum: how long a step may take. */
  public static String cost(
      String step,
      Optional<Duration> delay,
      Optional<Duration> event,
      int attempts,
      Optional<Duration> timeout,
      Duration pauses,
      Duration sum,
      boolean open) {
    List<String> parts = new ArrayList<>();
    delay.ifPresent(time -> parts.add(text(time) + " delay"));
    event.ifPresent(time -> parts.add(text(time) + " for its event"));
    timeout.ifPresent(
        time -> parts.add(attempts == 1 ? text(time) : attempts + " x " + text(time)));
    if (!pauses.isZero()) {
      parts.add(text(pauses) + " between attempts");
    }
    if (parts.isEmpty()) {
      return step + " has no limit";
    }
    String total = parts.size() > 1 || attempts > 1 ? " = " + text(sum) : "";
    return step + " " + String.join(" + ", parts) + total + (open ? ", or longer" : "");
  }

  /** As a person would say it: {@code 2h 3m}. */
  private static String text(Duration time) {
    List<String> parts = new ArrayList<>();
    part(time.toDays(), "d", parts);
    part(time.toHoursPart(), "h", parts);
    part(time.toMinutesPart(), "m", parts);
    part(time.toSecondsPart(), "s", parts);
    part(time.toMillisPart(), "ms", parts);
    return parts.isEmpty() ? "0s" : String.join(" ", parts);
  }

  private static void part(long amount, String unit, List<String> parts) {
    if (amount > 0) {
      parts.add(amount + unit);
    }
  }
}
