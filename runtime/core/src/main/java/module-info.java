/** The runtime: the plan, the machine, the engine around it, and the SPI of journal stores. */
module dev.skald.runtime {
  requires transitive dev.skald.annotations;
  requires static transitive org.jspecify;
  requires org.slf4j;
  requires transitive com.google.guice;

  exports dev.skald.runtime;
  exports dev.skald.runtime.plan;
  exports dev.skald.runtime.codec;
  exports dev.skald.runtime.support;
  exports dev.skald.runtime.journal;
  exports dev.skald.runtime.spi;
  exports dev.skald.runtime.machine;
  exports dev.skald.runtime.memory;
  exports dev.skald.runtime.engine;
  exports dev.skald.runtime.guice;

  uses dev.skald.runtime.codec.PayloadCodec;
}
