/** For services that sagas call: each call takes effect once, in the service's own transaction. */
module dev.skald.receiver {
  requires transitive java.sql;
  requires static transitive org.jspecify;

  exports dev.skald.receiver;
}
