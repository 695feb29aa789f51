/** What users test their sagas with, and the contract tests of the runtime's SPI. */
module dev.skald.testkit {
  requires transitive dev.skald.runtime;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires static org.jspecify;

  exports dev.skald.testkit;
}
