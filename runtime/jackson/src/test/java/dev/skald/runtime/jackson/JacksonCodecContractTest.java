package dev.skald.runtime.jackson;

import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.testkit.contract.PayloadCodecContract;

class JacksonCodecContractTest extends PayloadCodecContract {

  @Override
  protected PayloadCodec newCodec() {
    return new JacksonCodec();
  }
}
