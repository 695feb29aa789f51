package dev.skald.processor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

  @Test
  void unitsAreKept() {
    assertThat(Span.parse("200ms")).hasValue(new Span(200, Span.Unit.MILLIS));
    assertThat(Span.parse("3s")).hasValue(new Span(3, Span.Unit.SECONDS));
    assertThat(Span.parse("5m")).hasValue(new Span(5, Span.Unit.MINUTES));
    assertThat(Span.parse("2h")).hasValue(new Span(2, Span.Unit.HOURS));
    assertThat(Span.parse("36500d")).hasValue(new Span(36_500, Span.Unit.DAYS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "s",
        "3 s",
        "-3s",
        "+3s",
        "0s",
        "1.5s",
        "3S",
        "3sec",
        "36501d",
        "876001h",
        "999999999999999ms ",
        "9999999999999999999ms",
        "٣s"
      })
  void whatIsNoDuration(String text) {
    assertThat(Span.parse(text)).isEmpty();
  }

  @Test
  void unitsCompare() {
    assertThat(new Span(1, Span.Unit.MINUTES))
        .isEqualByComparingTo(new Span(60, Span.Unit.SECONDS));
    assertThat(new Span(1, Span.Unit.HOURS)).isGreaterThan(new Span(59, Span.Unit.MINUTES));
    assertThatThrownBy(() -> new Span(0, Span.Unit.DAYS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
