package dev.skald.runtime.support;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Generic types as values, so that generated code can name {@code List<Item>} without reflection.
 */
public final class Types {

  private Types() {}

  /**
   * A parameterized type.
   *
   * @param raw the generic class
   * @param arguments its type arguments
   * @return the type, equal to what reflection would give for it
   */
  public static Type of(Class<?> raw, Type... arguments) {
    return new Parameterized(raw, List.of(arguments));
  }

  private static final class Parameterized implements ParameterizedType {

    private final Class<?> raw;
    private final List<Type> arguments;

    Parameterized(Class<?> raw, List<Type> arguments) {
      this.raw = raw;
      this.arguments = arguments;
    }

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return raw.getDeclaringClass();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType that
          && raw.equals(that.getRawType())
          && Objects.equals(getOwnerType(), that.getOwnerType())
          && Arrays.equals(getActualTypeArguments(), that.getActualTypeArguments());
    }

    /** The same as the JDK's own implementation, which the contract of equals asks for. */
    @Override
    public int hashCode() {
      return Arrays.hashCode(getActualTypeArguments())
          ^ Objects.hashCode(getOwnerType())
          ^ raw.hashCode();
    }

    @Override
    public String toString() {
      return arguments.stream()
          .map(Type::getTypeName)
          .collect(Collectors.joining(", ", raw.getName() + "<", ">"));
    }
  }
}
