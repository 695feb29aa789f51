package dev.skald.samples.order.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as all processes of the sample write and read it. Safe for use by any thread. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /**
   * Writes a value on one line.
   *
   * @param value the value
   * @return its text
   */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads a value.
   *
   * @param <T> what it is
   * @param text its text
   * @param type what it is
   * @return the value
   * @throws tools.jackson.core.JacksonException if the text is no such value
   */
  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /**
   * Reads a value out of a tree.
   *
   * @param <T> what it is
   * @param tree the tree
   * @param type what it is
   * @return the value
   * @throws tools.jackson.core.JacksonException if the tree is no such value
   */
  public static <T> T read(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  /**
   * Makes a tree.
   *
   * @param value the value
   * @return its tree
   */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
