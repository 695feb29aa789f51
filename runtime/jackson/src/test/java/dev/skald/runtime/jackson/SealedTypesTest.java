package dev.skald.runtime.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.support.Types;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class SealedTypesTest {

  private final JacksonCodec codec = new JacksonCodec();

  sealed interface Shape permits Circle, Polygon, Special {}

  record Circle(int radius) implements Shape {}

  sealed interface Polygon extends Shape {}

  record Square(int side) implements Polygon {}

  enum Special implements Shape {
    POINT,
    LINE {
      @Override
      public String toString() {
        return "---";
      }
    }
  }

  abstract static sealed class Animal {
    public int legs;
  }

  static sealed class Dog extends Animal {}

  static final class Puppy extends Dog {
    public String name = "";
  }

  sealed interface Result<T> {}

  record Ok<T>(T value) implements Result<T> {}

  record Err<T>(String why) implements Result<T> {}

  sealed interface Open {}

  non-sealed interface Anything extends Open {}

  sealed interface Loose {}

  static non-sealed class Base implements Loose {}

  static class Derived extends Base {}

  sealed interface Twins {}

  static final class Left {
    record Same() implements Twins {}
  }

  static final class Right {
    record Same() implements Twins {}
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Named.class, name = "n"))
  sealed interface UsersOwn {}

  record Named(int x) implements UsersOwn {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface ByClass {}

  record Harmless() implements ByClass {}

  record Carrier(@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) Object anything) {}

  record Drawing(Shape main, Map<String, List<Shape>> layers) {}

  @Test
  void theSimpleNameIsTheTag() throws CodecException {
    assertThat(json(new Circle(1), Shape.class)).isEqualTo("{\"@type\":\"Circle\",\"radius\":1}");
    assertThat(json(new Square(2), Shape.class)).isEqualTo("{\"@type\":\"Square\",\"side\":2}");
    assertThat(json(new Square(2), Polygon.class)).isEqualTo("{\"@type\":\"Square\",\"side\":2}");
    assertThat(json(new Square(2), Square.class)).isEqualTo("{\"side\":2}");
    assertThat(value("{\"side\":2,\"@type\":\"Square\"}", Shape.class)).isEqualTo(new Square(2));
  }

  @Test
  void theyComeBackFromAnywhere() throws CodecException {
    for (Shape shape : List.of(new Circle(1), new Square(2), Special.POINT, Special.LINE)) {
      Drawing drawing = new Drawing(shape, Map.of("a", List.of(shape, shape)));
      assertThat(value(json(drawing, Drawing.class), Drawing.class)).isEqualTo(drawing);
      assertThat(value(json(shape, Shape.class), Shape.class)).isEqualTo(shape);
    }
  }

  @Test
  void sealedClassesMayHaveValuesOfTheirOwn() throws CodecException {
    Puppy puppy = new Puppy();
    puppy.legs = 4;
    puppy.name = "Rex";
    assertThat(json(puppy, Animal.class))
        .isEqualTo("{\"@type\":\"Puppy\",\"legs\":4,\"name\":\"Rex\"}");
    assertThat(value(json(puppy, Dog.class), Dog.class)).isInstanceOf(Puppy.class);
    assertThat(value(json(new Dog(), Animal.class), Animal.class)).hasSameClassAs(new Dog());
  }

  @Test
  void genericOnesKeepTheirArguments() throws CodecException {
    Type result = Types.of(Result.class, Circle.class);
    Ok<Circle> ok = new Ok<>(new Circle(1));
    assertThat(value(json(ok, result), result)).isEqualTo(ok);
    assertThat(value(json(new Err<>("no"), result), result)).isEqualTo(new Err<>("no"));
  }

  @Test
  void anUnknownOrMissingTagIsRefused() {
    refused("{\"@type\":\"Triangle\",\"side\":2}", Shape.class);
    refused("{\"@type\":\"" + Square.class.getName() + "\",\"side\":2}", Shape.class);
    refused("{\"@type\":\"java.util.HashMap\"}", Shape.class);
    refused("{\"side\":2}", Shape.class);
    refused("{\"@type\":\"Circle\",\"radius\":2}", Polygon.class);
    refused("[\"Circle\"]", Shape.class);
    refused("{\"@type\":{}}", Shape.class);
  }

  @Test
  void whatIsNotClosedIsRefused() {
    refused("{}", Open.class).withMessageContaining("seal it");
    refused("{}", Twins.class).withMessageContaining("simple name");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(new Derived(), Loose.class))
        .withMessageContaining("permits");
  }

  @Test
  void usersOwnTagsAreHonoured() throws CodecException {
    assertThat(json(new Named(1), UsersOwn.class)).isEqualTo("{\"kind\":\"n\",\"x\":1}");
    assertThat(value("{\"kind\":\"n\",\"x\":1}", UsersOwn.class)).isEqualTo(new Named(1));
  }

  @Test
  void classNamesAreRefusedOnBothSides() {
    String harmless = "{\"@class\":\"" + Harmless.class.getName() + "\"}";
    refused(harmless, ByClass.class).withMessageContaining("names classes");
    refused("{\"anything\":{\"@c\":\".Circle\"}}", Carrier.class)
        .withMessageContaining("names classes");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(new Harmless(), ByClass.class))
        .withMessageContaining("names classes");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(new Carrier("x"), Carrier.class))
        .withMessageContaining("names classes");
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
