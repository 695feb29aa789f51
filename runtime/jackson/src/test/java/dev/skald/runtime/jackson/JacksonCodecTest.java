package dev.skald.runtime.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.support.Types;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JacksonCodecTest {

  private final PayloadCodec codec = new JacksonCodec();

  record Cart(String owner, int count, @Nullable String note, Optional<String> code) {}

  record Plain(String secret) {
    Plain {
      if (secret.startsWith("bad")) {
        throw new IllegalArgumentException("Not that one");
      }
    }
  }

  static final class Broken {
    public String getValue() {
      throw new IllegalStateException("Not loaded");
    }
  }

  @Test
  void isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(PayloadCodec.class))
        .singleElement()
        .isInstanceOf(JacksonCodec.class);
  }

  @Test
  void componentsStandInTheOrderOfTheirDeclaration() throws CodecException {
    Cart cart = new Cart("Ann", 2, null, Optional.of("x"));

    assertThat(json(cart, Cart.class))
        .isEqualTo("{\"owner\":\"Ann\",\"count\":2,\"note\":null,\"code\":\"x\"}");
  }

  @Test
  void unknownPropertiesAreIgnoredAndMissingOnesAreNull() throws CodecException {
    assertThat(value("{\"count\":1,\"owner\":\"Ann\",\"later\":[{}]}", Cart.class))
        .isEqualTo(new Cart("Ann", 1, null, Optional.empty()));
  }

  @Test
  void aMissingPrimitiveIsAnError() {
    refused("{\"owner\":\"Ann\"}", Cart.class).withMessageContaining("count");
    refused("{\"owner\":\"Ann\",\"count\":null}", Cart.class).withMessageContaining("count");
    refused("{\"owner\":\"Ann\",\"count\":\"1\"}", Cart.class);
    refused("{\"owner\":\"Ann\",\"count\":1.5}", Cart.class);
    refused("{\"owner\":\"Ann\",\"count\":9999999999}", Cart.class);
  }

  @Test
  void setsAreOrderedWhateverIsInThem() throws CodecException {
    Type integers = Types.of(Set.class, Integer.class);
    assertThat(json(new LinkedHashSet<>(List.of(3, 1, 2)), integers)).isEqualTo("[1,2,3]");
    assertThat(json(new TreeSet<>(List.of(3, 1, 2)).descendingSet(), integers))
        .isEqualTo("[1,2,3]");

    Type strings = Types.of(Set.class, String.class);
    assertThat(json(Set.of("b", "a]", "[c"), strings)).isEqualTo("[\"[c\",\"a]\",\"b\"]");
    assertThat(json(Set.of(), strings)).isEqualTo("[]");
    assertThat(json(Set.of("a"), strings)).isEqualTo("[\"a\"]");

    Type units = Types.of(Set.class, TimeUnit.class);
    EnumSet<TimeUnit> some = EnumSet.of(TimeUnit.SECONDS, TimeUnit.DAYS);
    assertThat(json(some, units)).isEqualTo("[\"DAYS\",\"SECONDS\"]");
    assertThat(json(Set.copyOf(some), units)).isEqualTo("[\"DAYS\",\"SECONDS\"]");
    assertThat(value("[\"DAYS\",\"SECONDS\"]", units)).isEqualTo(some);

    Type nested = Types.of(Set.class, integers);
    assertThat(json(Set.of(Set.of(2, 1), Set.of(), Set.of(3)), nested)).isEqualTo("[[1,2],[3],[]]");
  }

  @Test
  void setsCountForTheLimitOnNesting() {
    Set<Object> deep = Set.of();
    for (int i = 0; i < 150; i++) {
      deep = Set.of(deep, "x");
    }
    Object deeper = deep;
    for (int i = 0; i < 60; i++) {
      deeper = List.of(deeper);
    }
    Object value = deeper;

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(value, Object.class))
        .withMessageContaining("nesting");
  }

  @Test
  void mapsKeepEveryEntryAndRefuseKeysWithoutOrder() throws CodecException {
    Type prices = Types.of(Map.class, BigDecimal.class, String.class);
    Map<BigDecimal, String> sameButForScale =
        Map.of(new BigDecimal("1.0"), "a", new BigDecimal("1.00"), "b");
    assertThat(json(sameButForScale, prices)).isEqualTo("{\"1.0\":\"a\",\"1.00\":\"b\"}");
    assertThat(value(json(sameButForScale, prices), prices)).isEqualTo(sameButForScale);

    Type incomparable = Types.of(Map.class, Object.class, String.class);
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> json(Map.of(new Object(), "a", new Object(), "b"), incomparable))
        .withMessageContaining("order");
    Type mixed = Types.of(Map.class, Object.class, String.class);
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> json(Map.of(1, "a", "1", "b"), mixed));
  }

  @Test
  void datesKeepTheirZone() throws CodecException {
    ZonedDateTime berlin = ZonedDateTime.parse("2026-03-29T01:59:00+01:00[Europe/Berlin]");
    assertThat(value(json(berlin, ZonedDateTime.class), ZonedDateTime.class)).isEqualTo(berlin);
  }

  @Test
  void deepBytesAreRefusedInBoundedMemory() {
    refused("[".repeat(1_000_000), Object.class).withMessageContaining("nesting");
    refused("[".repeat(1_000_000), Cart.class);
    refused("{\"a\":".repeat(300_000), Cart.class).withMessageContaining("nesting");
    refused("1".repeat(100_000), BigDecimal.class);
    refused("1e2147483647", BigInteger.class);
    refused("\"" + "x".repeat(5_000_000) + "\"", String.class);
  }

  @Test
  void nullIsNoValue() throws CodecException {
    refused("null", Cart.class).withMessageContaining("null");
    assertThat(value("null", Types.of(Optional.class, String.class))).isEqualTo(Optional.empty());
  }

  @Test
  void messagesSayWhereButQuoteNothing() {
    refused("{\"secret\":[\"pin 1234\"]}", Plain.class)
        .withMessageContaining("secret")
        .withMessageNotContaining("1234")
        .withNoCause();
    refused("pin1234", Plain.class).withMessageNotContaining("1234").withNoCause();
    refused("{\"count\":\"pin1234\"}", Cart.class).withMessageNotContaining("1234").withNoCause();
  }

  @Test
  void whatUsersTypesThrowIsTheCause() {
    refused("{\"secret\":\"bad\"}", Plain.class)
        .withCauseInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("IllegalArgumentException");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(new Broken(), Broken.class))
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void halfACharacterComesBack() throws CodecException {
    for (String half : List.of("\ud83d", "a\ud83db", "\ude80")) {
      assertThat(value(json(half, String.class), String.class)).isEqualTo(half);
    }
  }

  private String json(Object value, Type type) throws CodecException {
    return new String(codec.encode(value, type), UTF_8);
  }

  private Object value(String json, Type type) throws CodecException {
    return codec.decode(json.getBytes(UTF_8), type);
  }

  private ThrowableAssertAlternative<CodecException> refused(String json, Type type) {
    return assertThatExceptionOfType(CodecException.class).isThrownBy(() -> value(json, type));
  }
}
