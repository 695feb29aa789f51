package dev.skald.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long to wait, and how often. */
class RetryPolicyTest {

  private static RetryPolicy policy(int max, long delay, long longest, double by, boolean jitter) {
    return new RetryPolicy(max, Duration.ofMillis(delay), Duration.ofMillis(longest), by, jitter);
  }

  @Test
  void theDelayGrowsExponentiallyUpToTheCap() {
    RetryPolicy policy = policy(9, 100, 1_000, 2, false);
    assertThat(policy.delayMillisAfter(1, 0.9)).isEqualTo(100);
    assertThat(policy.delayMillisAfter(2, 0.9)).isEqualTo(200);
    assertThat(policy.delayMillisAfter(4, 0.9)).isEqualTo(800);
    assertThat(policy.delayMillisAfter(5, 0.9)).isEqualTo(1_000);
    assertThat(policy.delayMillisAfter(1_000_000, 0.9)).isEqualTo(1_000);
  }

  @Test
  void fullJitterTakesAUniformPart() {
    RetryPolicy policy = policy(9, 100, 1_000, 2, true);
    assertThat(policy.delayMillisAfter(2, 0)).isZero();
    assertThat(policy.delayMillisAfter(2, 0.5)).isEqualTo(100);
  }

  @Test
  void theLimitCountsTheFirstAttempt() {
    assertThat(policy(1, 0, 0, 1, false).allowsAfter(1)).isFalse();
    assertThat(policy(2, 0, 0, 1, false).allowsAfter(1)).isTrue();
    assertThat(RetryPolicy.ENDLESS_DEFAULT.allowsAfter(RetryPolicy.UNLIMITED)).isTrue();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> policy(0, 0, 0, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(1, -1, 0, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(1, 2, 1, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(1, 0, 0, 0.9, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
