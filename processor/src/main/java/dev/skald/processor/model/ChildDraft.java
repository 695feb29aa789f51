package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;

/**
 * A {@code @Child} as it was read.
 *
 * @param where its value
 * @param type the class it names
 * @param isSaga whether that is a saga
 */
public record ChildDraft(Anchor where, JavaType type, boolean isSaga) {

  /** What a step that starts a child returns. */
  public static final String HANDLE = "dev.skald.runtime.SagaHandle";

  /**
   * The saga that is started.
   *
   * @return its qualified name, or what was written in its place
   */
  public String saga() {
    return type instanceof JavaType.Declared declared ? declared.qualifiedName() : type.toString();
  }
}
