package dev.skald.processor.model;

/** What is rendered: a valid saga, or the stub of one that is not. */
public sealed interface Product permits SagaModel, Stub {

  /**
   * What callers see.
   *
   * @return the signature
   */
  Signature signature();
}
