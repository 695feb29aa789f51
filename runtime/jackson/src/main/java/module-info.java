import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.jackson.JacksonCodec;

/** Payloads as JSON, by Jackson 3. */
module dev.skald.runtime.jackson {
  requires transitive dev.skald.runtime;
  requires transitive tools.jackson.databind;
  requires static org.jspecify;

  exports dev.skald.runtime.jackson;

  provides PayloadCodec with
      JacksonCodec;
}
