package dev.skald.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.support.Types;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every codec promises, as tests. Extend it and say how a codec is made. */
public abstract class PayloadCodecContract {

  private static final Type LINES = Types.of(List.class, Line.class);
  private static final Type PAYMENTS = Types.of(List.class, Payment.class);

  private PayloadCodec codec;

  /** For subclasses. */
  protected PayloadCodecContract() {}

  /**
   * Makes a codec.
   *
   * @return the codec to test
   */
  protected abstract PayloadCodec newCodec();

  @BeforeEach
  final void makeCodec() {
    codec = newCodec();
  }

  @Test
  final void whatIsEncodedComesBack() throws CodecException {
    assertComesBack("Zo\u00eb \ud83d\ude80 \u0000 \" \\ \n", String.class);
    assertComesBack("", String.class);
    assertComesBack(42, int.class);
    assertComesBack(Long.MIN_VALUE, Long.class);
    assertComesBack(true, boolean.class);
    assertComesBack(0.1, double.class);
    assertComesBack(new BigDecimal("12345678901234567890.10"), BigDecimal.class);
    assertComesBack(BigInteger.TEN.pow(60), BigInteger.class);
    assertComesBack(Size.LARGE, Size.class);
    assertComesBack(Instant.parse("2026-02-03T04:05:06.123456789Z"), Instant.class);
    assertComesBack(Duration.ofNanos(1_500_000_001), Duration.class);
    assertComesBack(new UUID(1, 2), UUID.class);
    assertComesBack(Optional.of(new Line("sku", 1)), Types.of(Optional.class, Line.class));
    assertComesBack(Optional.empty(), Types.of(Optional.class, Line.class));
    assertComesBack(List.of(new Line("a", 1), new Line("b", 2)), LINES);
    assertComesBack(Map.of("a", List.of(1, 2)), Types.of(Map.class, String.class, INTEGERS));
    assertComesBack(order(List.of("x", "y")), Order.class);
  }

  private static final Type INTEGERS = Types.of(List.class, Integer.class);

  @Test
  final void sealedTypesComeBackWhereverTheyStand() throws CodecException {
    List<Payment> all =
        List.of(new Payment.Card("4711"), new Payment.Invoice.Later(30), new Payment.Invoice.Now());

    for (Payment payment : all) {
      assertComesBack(payment, Payment.class);
      assertComesBack(Optional.of(payment), Types.of(Optional.class, Payment.class));
      assertComesBack(new Order("o", List.of(), payment, null, Set.of(), Map.of()), Order.class);
    }
    assertComesBack(all, PAYMENTS);
    assertComesBack(new Payment.Invoice.Later(1), Payment.Invoice.class);
    assertComesBack(new Payment.Card("1"), Payment.Card.class);
  }

  private static Order order(List<String> tags) {
    Map<String, Line> gifts = new LinkedHashMap<>();
    tags.forEach(tag -> gifts.put(tag, new Line(tag, 0)));
    return new Order(
        "o-1",
        List.of(new Line("sku", 3)),
        new Payment.Card("4711"),
        Size.SMALL,
        new LinkedHashSet<>(gifts.values()),
        gifts);
  }

  @Test
  final void equalValuesGiveEqualBytes() throws CodecException {
    Order one = order(List.of("a", "b", "c"));
    Order other = order(List.of("c", "a", "b"));
    assertThat(one).isEqualTo(other);

    assertThat(codec.encode(one, Order.class)).isEqualTo(codec.encode(other, Order.class));
    assertThat(newCodec().encode(other, Order.class)).isEqualTo(codec.encode(one, Order.class));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without null checks may pass
  final void nothingIsNotAValue() {
    assertRefused(() -> codec.encode(null, Order.class));
  }

  @Test
  final void aValueOfAnotherTypeIsRefused() {
    assertRefused(() -> codec.encode(new Line("a", 1), Payment.class));
    assertRefused(() -> codec.encode(new Line("a", 1), Order.class));
    assertRefused(() -> codec.decode(codec.encode("text", String.class), Order.class));
    assertRefused(() -> codec.decode(codec.encode("text", String.class), int.class));
    assertRefused(() -> codec.decode(codec.encode(1.5, double.class), int.class));
  }

  @Test
  final void whatFollowsAValueIsRefused() throws CodecException {
    byte[] bytes = codec.encode(order(List.of()), Order.class);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = 'x';
    byte[] twice = Arrays.copyOf(bytes, bytes.length * 2);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);

    assertRefused(() -> codec.decode(longer, Order.class));
    assertRefused(() -> codec.decode(twice, Order.class));
    assertRefused(() -> codec.decode(new byte[0], Order.class));
    assertRefused(() -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1), Order.class));
  }

  @Test
  final void nestingIsLimitedOnBothSides() throws CodecException {
    assertComesBack(nest(PayloadCodec.MAX_NESTING - 1), Nest.class);

    assertRefused(() -> codec.encode(nest(PayloadCodec.MAX_NESTING + 1), Nest.class));
    assertRefused(() -> codec.encode(nest(100_000), Nest.class));
  }

  private static Nest nest(int depth) {
    Nest nest = new Nest(null);
    for (int i = 1; i < depth; i++) {
      nest = new Nest(nest);
    }
    return nest;
  }

  @Test
  final void aValueThatContainsItselfIsRefused() {
    List<Object> ring = new ArrayList<>();
    ring.add(List.of(ring));

    assertRefused(() -> codec.encode(ring, Types.of(List.class, Object.class)));
  }

  @Test
  @Timeout(300)
  final void anyBytesGiveAValueOrATypedError() throws CodecException {
    List<Type> types = List.of(Order.class, Payment.class, PAYMENTS, Nest.class, String.class);
    byte[] valid = codec.encode(order(List.of("a", "b")), Order.class);
    int rounds = Boolean.getBoolean("skald.long") ? 500_000 : 5_000;
    int values = 0;
    for (int seed = 0; seed < rounds; seed++) {
      Random random = new Random(seed);
      byte[] bytes = seed % 2 == 0 ? mutated(valid, random) : random(random);
      Type type = seed % 2 == 0 ? Order.class : types.get(random.nextInt(types.size()));
      values += decodes(bytes, type, seed) ? 1 : 0;
    }
    assertThat(values).as("mutations that are still a value").isPositive().isLessThan(rounds);
  }

  private boolean decodes(byte[] bytes, Type type, int seed) {
    try {
      assertThat(codec.decode(bytes, type)).as("seed %s", seed).isNotNull();
      return true;
    } catch (CodecException e) {
      assertThat(e.getMessage()).as("seed %s", seed).isNotBlank();
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("seed " + seed + " broke the codec", e);
    }
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:0-e.ntf\\".charAt(random.nextInt(15));
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int length = random.nextInt(bytes.length - at);
          System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static byte[] random(Random random) {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  private void assertComesBack(Object value, Type type) throws CodecException {
    byte[] bytes = codec.encode(value, type);
    assertThat(codec.decode(bytes, type)).isEqualTo(value);
    assertThat(codec.encode(value, type)).isEqualTo(bytes);
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(call);
  }

  /**
   * A payload.
   *
   * @param id text
   * @param lines a list of records
   * @param payment a sealed type
   * @param size an enum, or {@code null}
   * @param extras a set of records
   * @param gifts a map of records
   */
  public record Order(
      String id,
      List<Line> lines,
      Payment payment,
      @Nullable Size size,
      Set<Line> extras,
      Map<String, Line> gifts) {}

  /**
   * A payload in a payload.
   *
   * @param sku text
   * @param quantity a primitive
   */
  public record Line(String sku, int quantity) {}

  /**
   * A payload that nests.
   *
   * @param inner the next, {@code null} at the end
   */
  public record Nest(@Nullable Nest inner) {}

  /** An enum. */
  public enum Size {
    /** One. */
    SMALL,
    /** Another, whose text is not its name. */
    LARGE {
      @Override
      public String toString() {
        return "large!";
      }
    }
  }

  /** A sealed type, with another below it. */
  public sealed interface Payment {
    /**
     * A leaf.
     *
     * @param number text
     */
    record Card(String number) implements Payment {}

    /** A sealed type below a sealed type. */
    sealed interface Invoice extends Payment {
      /** A leaf without components. */
      record Now() implements Invoice {}

      /**
       * A leaf.
       *
       * @param days a primitive
       */
      record Later(int days) implements Invoice {}
    }
  }
}
