/** What users test their sagas with, and the contract tests of the runtime's SPI. */
module dev.skald.testkit {
  requires transitive dev.skald.runtime;
  requires transitive org.junit.jupiter.api;
  // Of the contract tests alone; whoever extends them has it, too.
  requires static org.assertj.core;
  requires static org.jspecify;

  exports dev.skald.testkit;
  exports dev.skald.testkit.contract;

  uses dev.skald.runtime.codec.PayloadCodec;
}
