package dev.skald.runtime.jackson;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The closed list of types below a sealed type, and the tag of each. Immutable. */
final class Tags implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Class<?> root;
  private final TreeMap<String, Class<?>> types = new TreeMap<>();
  private final HashMap<Class<?>, String> tags = new HashMap<>();

  private Tags(Class<?> root) {
    this.root = root;
    add(root);
  }

  static Tags of(Class<?> root) {
    return new Tags(root);
  }

  private void add(Class<?> type) {
    boolean open = Modifier.isAbstract(type.getModifiers()) || type.isInterface();
    if (type.isSealed() && !type.isEnum()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        add(permitted);
      }
    } else if (open && !type.isEnum()) {
      throw new RefusedTypeException(
          root.getName()
              + " permits "
              + type.getName()
              + ", which is not sealed, so nobody knows its subtypes: seal it");
    }
    if ((!open || type.isEnum()) && tags.putIfAbsent(type, type.getSimpleName()) == null) {
      Class<?> other = types.putIfAbsent(type.getSimpleName(), type);
      if (other != null) {
        throw new RefusedTypeException(
            root.getName()
                + " permits two types of one simple name, "
                + other.getName()
                + " and "
                + type.getName()
                + ": the name is the tag, so rename one, or use @JsonTypeInfo");
      }
    }
  }

  String tag(Object value) {
    Class<?> type = value instanceof Enum<?> one ? one.getDeclaringClass() : value.getClass();
    String tag = tags.get(type);
    if (tag == null) {
      throw new RefusedTypeException(
          type.getName()
              + " is not one of the types that "
              + root.getName()
              + " permits: "
              + all());
    }
    return tag;
  }

  @Nullable Class<?> type(String tag) {
    return types.get(tag);
  }

  Set<String> all() {
    return types.keySet();
  }
}
